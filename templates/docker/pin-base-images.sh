#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
# Usage: docker/pin-base-images
#
# Asks the registries for the digests of the base images' tags, now, and names the images by them in the Dockerfile
# beside this script; run it again to take newer ones. Prints the options that keep them at the next export; until
# then `slipway verify` calls the Dockerfile changed.
# Needs Docker's client with buildx, and its logins to the registries.
#
# Exit code: 0 both are pinned, 2 wrong usage, 3 a registry does not answer, or buildx is not there.
set -euo pipefail
[#include "/docker/_need.sh"]
[#noparse]
if [[ $# -ne 0 ]]; then
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
need docker buildx version
cd "$(dirname "${BASH_SOURCE[0]}")"
names=(jdk-image base-image)
mapfile -t images < <(sed -n 's/^FROM \([^ ]*[:/@][^ ]*\).*/\1/p' Dockerfile)
if [[ ${#images[@]} -ne 2 ]]; then
  echo "the Dockerfile names ${#images[@]} base images instead of 2: pin them by hand" >&2
  exit 2
fi
pinned=()
for image in "${images[@]}"; do
  tag=${image%@*}
  digest=$(docker buildx imagetools inspect "$tag" | sed -n 's/^Digest: *//p') || digest=
  if [[ ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
    echo "no registry gives a digest for $tag; the Dockerfile is left as it is" >&2
    exit 3
  fi
  pinned+=("$tag@$digest")
done
edits=(-e 's/^# NOT PINNED: .*/# Both base images are named by digest: every build starts from the same bytes./')
for i in 0 1; do
  edits+=(-e "s|^FROM ${images[i]//./\\.}\( .*\)\{0,1\}\$|FROM ${pinned[i]}\1|")
  if [[ ${images[i]} == *@* ]]; then
    edits+=(-e "s|${images[i]#*@}|${pinned[i]#*@}|")
  fi
done
sed -i.before "${edits[@]}" Dockerfile
rm Dockerfile.before
echo "pinned. In slipway.yaml, for the next export:"
echo
echo "release:"
echo "  options:"
echo "    docker:"
for i in 0 1; do
  echo "      ${names[i]}: ${pinned[i]}"
done
[/#noparse]
