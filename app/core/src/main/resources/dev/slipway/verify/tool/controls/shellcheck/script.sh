#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
echo "control of ${1:-nothing}"
