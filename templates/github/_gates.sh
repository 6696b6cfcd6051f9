#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
# Usage: gates [PROJECT]               all gates of the pipeline, here as there (PROJECT: this folder)
#        gates judge EVALUATION.json   the one on the evaluation alone
#
# All gates: the evidence of before is taken in, the model inspected, the data held to its rules and its contract, the
# model evaluated and judged, the checklist asked up to staging. What they found goes into ./evidence, also when one is
# refuted. Needs slipway and jq.
# The evaluation, as `slipway evaluate --json` printed it, holds the verdicts on the floor that slipway.yaml states, of
# all rows and of each group. Where the project keeps the model in production as champion.onnx (or another kind of model
# file), the evaluation also holds the verdict on the two, row by row; GATE_REGRESSION (0) says how much worse the new one
# may be. Prints one line a gate.
# All rows together must meet the floor and show that the model is not worse: what they leave undecided stops here. A
# group of few rows may stay undecided.
#
# Exit code: 0 nothing stops, 1 a gate is refuted, or floor or champion undecided, 2 wrong usage, or a file that is no such evaluation,
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
  evaluate
  judge evidence/evaluation.json
[/#if]
[#noparse]
  say "checklist up to staging"
  slipway checklist "$project" --gate staging
}

# A model that is worse than the champion ends slipway with 1: the verdict says so, and judge stops by it.
evaluate() {
  local champions=() file code=0
  for file in "$project"/champion.*; do
    # Weights beside an ONNX model belong to it.
    case $file in
      *.data | *_data) ;;
      *) [[ ! -e $file ]] || champions+=("$file") ;;
    esac
  done
  local command=(slipway evaluate "$project" --json)
  if [[ ${#champions[@]} -gt 1 ]]; then
    echo "one model is in production, and ${champions[*]} are there: keep one" >&2
    return 2
  fi
  if [[ ${#champions[@]} -eq 1 ]]; then
    if [[ ${champions[0]} == *.json ]] && jq --exit-status 'has("score") or has("evaluation")' "${champions[0]}" >/dev/null 2>&1; then
      echo "${champions[0]} is an evaluation: keep the model that is in production there, such as champion.onnx" >&2
      return 2
    fi
    command+=(--champion "${champions[0]}" --allowed-regression "${GATE_REGRESSION:-0}")
  fi
  "${command[@]}" >evidence/evaluation.json || code=$?
  [[ $code -le 1 ]] || return "$code"
}

# judge EVALUATION.json
judge() {
  local verdicts
  [[ $# -eq 1 && -f $1 ]] || usage
  need jq --version
  verdicts=$(jq --raw-output '
    def verdict($open; $of): {text: (({"met": "passed: ", "not-met": "REFUTED: "}[.type] // $open) + $of + .because)};
    # An older slipway wrote no verdict at all; a project without a floor has an empty one.
    # Beside a champion the evaluation is one of two.
    [ ((.evaluation // .)
        | if .score.value == null or (has("verdict") | not) then error("this is no evaluation with its verdict")
          elif .verdict == null then {text: "not judged: slipway.yaml states no floor (objectives.quality)"}
          else
            (.verdict | verdict("UNDECIDED: "; "")),
            (.slices[] | "\(.column | tojson) \(.value | tojson): " as $group | .verdict | verdict("undecided: "; $group))
          end),
      if has("evaluation") | not then {text: "not judged: there is no champion to compare with"}
      elif .champion.verdict.because == null then error("this is no comparison with its verdict")
      else .champion.verdict | verdict("UNDECIDED: "; "champion: ")
      end ]
    | .[].text' "$1") || verdicts=
  # An empty file is no error to jq.
  if [[ -z $verdicts ]]; then
    echo "$1 is not what slipway evaluate --json of this version prints: evaluate again" >&2
    return 2
  fi
  echo "$verdicts"
  ! grep --quiet --extended-regexp '^(REFUTED|UNDECIDED): ' <<<"$verdicts"
}

case ${1:-} in
  judge) shift && judge "$@" ;;
  -*) usage ;;
  *) all_gates "$@" ;;
esac
[/#noparse]
