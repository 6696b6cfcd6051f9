#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "_policy.ftl" as policy]
# Usage: policy/release sha256:DIGEST STATEMENTS
#
# Records in policy/release.yaml which image production takes, by its digest in the registry, with the digests of this bundle
# and of the evidence: STATEMENTS is the folder that `slipway verify BUNDLE --statements STATEMENTS` wrote. What serves stays
# allowed, so that a rollout can go back: the image that deploy/envs/production/release.yaml names, or else the one that was
# recorded before. Changes nothing in a cluster. A later export of the bundle leaves the record as it is.
#
# Exit code: 0 recorded, 1 the statements are not of this bundle or it did not pass, 2 wrong usage, 3 a program is not there.
set -euo pipefail
IMAGE=[=policy.names.image]
MODEL=[=model.sha256]
NONE=[="sha256:" + ""?left_pad(64, "0")]
[#include "/docker/_need.sh"]
[#noparse]
here=$(dirname "${BASH_SOURCE[0]}")
file=$here/release.yaml
production=$here/../deploy/envs/production/release.yaml
statement=${2:-}/verification.json
if [[ $# -ne 2 || ! ${1:-} =~ ^sha256:[0-9a-f]{64}$ || ! -f $statement ]]; then
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
need openssl version
of() {
  openssl dgst -sha256 -r "$1" | cut -c 1-64
}
digest=${1#sha256:} bundle=$(of "$here/../bundle.json") evidence=$(of "$statement")
if ! grep -q "\"$bundle\"" "$statement"; then
  echo "$statement is about another bundle than this one: verify this one first" >&2
  exit 1
fi
if ! grep -q '"SLIPWAY_BUNDLE_VERIFIED"' "$statement"; then
  echo "$statement does not say that the bundle passed: nothing was recorded" >&2
  exit 1
fi
named() {
  sed -n -E 's/^ *image: .*@sha256:([0-9a-f]{64}).*/\1/p' "$1"
}
now=$(named "$file")
serves=$(named "$production")
previous=$(sed -n -E 's/.*previous-sha256: "?([0-9a-f]{64}).*/\1/p' "$file")
[[ $now == "$digest" ]] || previous=$now
# After a release that was taken back, such as a canary, what was recorded last is not what serves.
[[ -z $serves || sha256:$serves == "$NONE" || $serves == "$digest" ]] || previous=$serves
sed -i.before -E -e "s|(/model-sha256: \"?)[0-9a-f]{64}|\1$MODEL|" \
  -e "s|(/bundle-sha256: \"?)[0-9a-f]{64}|\1$bundle|" -e "s|(/evidence-sha256: \"?)[0-9a-f]{64}|\1$evidence|" \
  -e "s|(/previous-sha256: \"?)[0-9a-f]{64}|\1$previous|" -e "s|(@sha256:)[0-9a-f]{64}|\1$digest|" "$file"
rm "$file.before"
echo "production takes $IMAGE@$1 once $file is applied"
[/#noparse]
