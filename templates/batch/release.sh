#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "_batch.ftl" as batch]
# Usage: batch/release sha256:DIGEST
#
# Says which image scores in batch, by the digest that the registry gave it, and which model is in it, that of this
# bundle: changes both in batch/kubernetes/release.yaml, and nothing in a cluster. A later export of the bundle leaves
# them as they are.
#
# Exit code: 0 changed, 2 wrong usage.
set -euo pipefail
IMAGE=[=batch.image]
MODEL=[=model.sha256]
file=$(dirname "${BASH_SOURCE[0]}")/kubernetes/release.yaml
if [[ $# -ne 1 || ! $1 =~ ^sha256:[0-9a-f]{64}$ ]]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
sed -i.before -E -e "s|(/model-sha256: \"?)[0-9a-f]{64}|\1$MODEL|" \
  -e "s|(@sha256:)[0-9a-f]{64}|\1${1#sha256:}|" "$file"
rm "$file.before"
echo "$IMAGE@$1 scores once batch/kubernetes is applied"
