#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "/docker/_access.ftl" as access]
[#import "_profile.ftl" as profile]
[#assign compose = targets?seq_contains("compose")]
[#assign cluster = targets?seq_contains("kubernetes")]
[#if cluster][#import "/kubernetes/_k8s.ftl" as k8s][/#if]
# Usage: profile/run WHERE >profile.log
#
# Measures the service that runs there from beside it, and prints the log that slipway evidence import takes. WHERE is
[#if compose]
#   compose                the service of compose/compose.yaml on this machine, which is started where it does not run
[/#if]
[#if cluster]
#   staging, production    the service that is deployed there
#   namespace NAME         the same in another namespace
[/#if]
#
# It puts the peak of the stated traffic on the service: choose the hour for production.
# Exit code: 0 measured, 1 the measurement failed as the log says, 2 wrong usage, 3 nothing could be measured.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
NAME=[=profile.name]
SERVICE=[=project.name]
UNTOLD=[=profile.untold]
[#if cluster]
STAGING=[=k8s.stagingNamespace] PRODUCTION=[=k8s.namespace]
[/#if]
[#include "/docker/_need.sh"]
[#if access.encrypted]
echo "not run: the service asks for TLS, which the profiler does not speak. Measure a bundle exported with release.access.tls none, in a place that nobody else reaches, or by slipway measure https://… from a machine that trusts the certificate." >&2
exit 3
[/#if]
[#noparse]
lacks() {
  echo "$*" >&2
  exit 3
}

[/#noparse]
[#if compose]
[#noparse]
in_compose() {
  local compose=(docker compose --project-directory ../compose -f ../compose/compose.yaml) id image
  need docker compose version
  "${compose[@]}" up --detach --wait model >&2 || lacks "the service does not start: docker compose -f compose/compose.yaml logs model says why"
  id=$("${compose[@]}" ps --quiet model) || lacks "Compose does not say what runs"
  image=$(docker inspect --format '{{.Config.Image}}@{{.Image}}' "$id") || lacks "the engine does not know the service's image"
  "${compose[@]}" build --quiet profile >&2 || lacks "the image of the profiler cannot be built"
  echo "The log of the profile service of ../compose:"
  SLIPWAY_SERVICE_IMAGE=$image "${compose[@]}" run --rm --no-deps -T profile || exit 1
}

[/#noparse]
[/#if]
[#if cluster]
[#noparse]
in_namespace() {
  local kubectl=(kubectl --namespace "$1") images state=
  need kubectl version --client
  # What really runs, not what was asked for.
  images=$("${kubectl[@]}" get pods \
    --selector "app.kubernetes.io/name=$SERVICE,app.kubernetes.io/component=model-server" \
    --output 'jsonpath={range .items[*]}{.status.containerStatuses[?(@.name=="model")].imageID}{"\n"}{end}' | sed '/^$/d' | sort -u) ||
    lacks "the cluster does not say what runs in $1"
  [[ -n $images ]] || lacks "the service does not run in $1"
  [[ $images =~ ^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$ ]] ||
    lacks "more than one image of the service runs in $1, as in a rollout: wait for its end"
  "${kubectl[@]}" delete job "$NAME" --ignore-not-found --wait >&2 ||
    lacks "the job of an earlier run cannot be removed"
  kubectl kustomize . | sed "s|^\( *value: \)$UNTOLD\$|\1$images|" | "${kubectl[@]}" apply --server-side -f - >&2 ||
    lacks "the job cannot be applied"
  until [[ $state == *Complete* || $state == *Failed* ]]; do
    sleep 1
    state=$("${kubectl[@]}" get job "$NAME" --output 'jsonpath={.status.conditions[?(@.status=="True")].type}') ||
      lacks "the job is not there any more"
  done
  # A line of our own: what a pod says is never a whole file of evidence.
  echo "The log of job/$NAME in $1:"
  "${kubectl[@]}" logs "job/$NAME" || lacks "the job left no log"
  [[ $state == *Complete* ]] || exit 1
}

[/#noparse]
[/#if]
case ${1:-}:$# in
[#if compose]
  compose:1) in_compose ;;
[/#if]
[#if cluster]
  staging:1) in_namespace "$STAGING" ;;
  production:1) in_namespace "$PRODUCTION" ;;
  namespace:2) in_namespace "$2" ;;
[/#if]
  *)
    sed -n '2,/^# Exit/s/^# \{0,1\}//p' run >&2
    exit 2
    ;;
esac
