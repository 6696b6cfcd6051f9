#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
# Usage: gates [PROJECT]                               all gates of the pipeline, here as there (PROJECT: this folder)
#        gates judge EVALUATION.json [CHAMPION.json]   the one on the evaluation alone
#
# All gates: the evidence of before is taken in, the model inspected, the data held to its rules and its contract, the
# model evaluated and judged, the checklist asked up to staging. What they found goes into ./evidence, also when one is
# refuted. Needs slipway and jq.
# The evaluation, as `slipway evaluate --json` printed it, holds the verdicts on the floor that slipway.yaml states, of
# all rows and of each group; and it is held against the model in production (CHAMPION.json, the same of that one) where
# the file is there. GATE_REGRESSION (0) says how much worse than the champion it may be. Prints one line a gate.
# All rows together must meet the floor: what they leave undecided stops here. A group of few rows may stay undecided.
#
# Exit code: 0 nothing stops, 1 a gate is refuted or the floor undecided, 2 wrong usage, or a file that is no such evaluation,
# 3 slipway or jq is not there or of no use.
set -euo pipefail
[#include "/docker/_need.sh"]
[#-- Before anybody looked at the data, the contract says what the model takes, not what columns the files have. --]
[#if targets?seq_contains("data-contract") && project.data?? && data??]
BUNDLE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[/#if]
[#noparse]

usage() {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

say() { echo "== $*"; }

# The evidence is kept, whatever the gates say; it says why.
keep() {
  local code=$?
  slipway evidence export "$project" evidence/gates.json || [[ $code -ne 0 ]] || code=1
  exit "$code"
}

all_gates() {
  need slipway --version
  need jq --version
  project=${1:-.}
  mkdir -p evidence
  trap keep EXIT
  if [[ -f $project/evidence.json ]]; then
    say "evidence of before"
    slipway evidence import "$project" "$project/evidence.json"
  fi
  say "model"
  slipway inspect "$project" --json >evidence/inspection.json
[/#noparse]
[#if (project.data.reference)??]
  say "data"
  [#if targets?seq_contains("data-contract") && data??]
  # What breaks the contract stands in the result, and is told here too.
  slipway data "$project" --contract "$BUNDLE/data/contract.odcs.yaml" --json 2>&1 >evidence/data.json |
    tee evidence/data-contract.log >&2
  [#else]
  slipway data "$project" --json >evidence/data.json
  [/#if]
[/#if]
[#if project.data??]
  say "evaluation"
  slipway evaluate "$project" --json >evidence/evaluation.json
  judge evidence/evaluation.json "$project/champion.json"
[/#if]
[#noparse]
  say "checklist up to staging"
  slipway checklist "$project" --gate staging
}

# judge EVALUATION.json [CHAMPION.json]
judge() {
  local champion=null verdicts
  [[ $# -ge 1 && $# -le 2 && -f $1 ]] || usage
  need jq --version
  [[ -z ${2:-} || ! -f $2 ]] || champion=$(<"$2")
  verdicts=$(jq --raw-output --argjson champion "$champion" --argjson regression "${GATE_REGRESSION:-0}" '
    (if .higherIsBetter then 1 else -1 end) as $sign
    | def line($refuted; $what): {text: ((if $refuted then "REFUTED: " else "passed: " end) + $what)};
    def verdict($open; $of): {text: (({"met": "passed: ", "not-met": "REFUTED: "}[.type] // $open) + $of + .because)};
    # An older slipway wrote no verdict at all; a project without a floor has an empty one.
    [ if .score.value == null or (has("verdict") | not) then error("this is no evaluation with its verdict")
      elif .verdict == null then {text: "not judged: slipway.yaml states no floor (objectives.quality)"}
      else
        (.verdict | verdict("UNDECIDED: "; "")),
        (.slices[] | "\(.column | tojson) \(.value | tojson): " as $group | .verdict | verdict("undecided: "; $group))
      end,
      if $champion == null then {text: "not judged: there is no champion to compare with"}
      elif $champion.metric != .metric or $champion.holdout != .holdout
      then line(true; "the champion was scored by another metric or on other rows: evaluate it again on these")
      else line($sign * (.score.value - $champion.score.value) < -$regression;
        "\(.metric) \(.score.value), the champion has \($champion.score.value), may lose \($regression)")
      end ]
    | .[].text' "$1") || {
    echo "$1 is not what slipway evaluate --json of this version prints: evaluate again" >&2
    return 2
  }
  echo "$verdicts"
  ! grep --quiet --extended-regexp '^(REFUTED|UNDECIDED): ' <<<"$verdicts"
}

case ${1:-} in
  judge) shift && judge "$@" ;;
  -*) usage ;;
  *) all_gates "$@" ;;
esac
[/#noparse]
