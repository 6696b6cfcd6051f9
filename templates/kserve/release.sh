#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "/docker/_names.ftl" as names]
# Usage: kserve/release sha256:DIGEST
#        kserve/release sha256:DIGEST canary    for kserve/canary.yaml, where the bundle has it
#
# Says which image runs, by the digest that the registry gave it, and which model is in it, that of this bundle:
# changes both in kserve/inferenceservice.yaml, and nothing in a cluster. A later export leaves them as they are.
# A canary has the model of the image alone.
#
# Exit code: 0 changed, 2 wrong usage.
set -euo pipefail
IMAGE=[=names.image]
MODEL=[=model.sha256]
case ${2:-}:$# in
  :1) name=inferenceservice ;;
  canary:2) name=canary ;;
  *) name=none ;;
esac
file=$(dirname "${BASH_SOURCE[0]}")/$name.yaml
if [[ ! -f $file || ! $1 =~ ^sha256:[0-9a-f]{64}$ ]]; then
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
sed -i.before -E -e "s|(/model-sha256: \"?)[0-9a-f]{64}|\1$MODEL|" \
  -e "s|(@sha256:)[0-9a-f]{64}|\1${1#sha256:}|" "$file"
rm "$file.before"
echo "$IMAGE@$1 runs once $file is applied"
