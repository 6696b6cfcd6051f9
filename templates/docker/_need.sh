[#-- SPDX-License-Identifier: Apache-2.0 --]
[#-- For scripts of any target: what is absent or of another kind is not run, never failed. --]
# need PROGRAM ARGUMENT…: ends with 3 where the program is not there, or cannot even say what it is.
need() {
  local said
  said=$("$@" 2>&1) && return
  echo "not run: '$*' does not work here: $(sed '1!d' <<<"$said")" >&2
  exit 3
}
