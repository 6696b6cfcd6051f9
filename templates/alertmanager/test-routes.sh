#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
# Usage: alertmanager/test-routes
#
# Asks amtool whether every alert of prometheus/rules.yaml reaches the receiver that its severity asks for.
# Exit code: 0 all do, 1 one does not, 3 amtool is not there or of no use.
set -euo pipefail
[#include "/docker/_need.sh"]
need amtool --version
config=$(dirname "${BASH_SOURCE[0]}")/alertmanager.yaml
route() { # route ALERT SEVERITY [RECEIVER NAMESPACE]
  amtool config routes test --config.file="$config" --verify.receivers="${3:-$2}" \
    alertname="$1" severity="$2" model_name=[=project.name] namespace="${4:-any}"
}
[#list watch.alerts as alert]
route [=alert.name] [=alert.severity]
[/#list]
[#if watch.service.namespaces??]
route ModelNotReady page ticket [=watch.service.namespaces.staging]
[/#if]
