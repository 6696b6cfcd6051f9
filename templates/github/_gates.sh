#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
# Usage: gates EVALUATION.json [CHAMPION.json]
#
# Judges what `slipway evaluate --json` printed for a new model: against the floor that slipway.yaml states, group by
# group, and against the model in production (CHAMPION.json, the same of that one) where the file is there.
# GATE_REGRESSION (0) says how much worse than the champion it may be. Needs jq. Prints one line a gate.
#
# Exit code: 0 no gate is refuted, 1 one is, 2 wrong usage.
set -euo pipefail
[#if project.objectives.quality??]
METRIC=[=project.objectives.quality.metric]
FLOOR=[=project.objectives.quality.floor]
[#else]
# slipway.yaml states no objectives.quality.
METRIC=
FLOOR=null
[/#if]
[#noparse]
if [[ $# -lt 1 || $# -gt 2 || ! -f $1 ]]; then
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
champion=null
[[ -z ${2:-} || ! -f $2 ]] || champion=$(<"$2")
verdicts=$(jq --raw-output --arg metric "$METRIC" --argjson floor "$FLOOR" --argjson champion "$champion" \
  --argjson regression "${GATE_REGRESSION:-0}" '
  . as $new
  | (if .higherIsBetter then 1 else -1 end) as $sign
  | def line($refuted; $what): {text: ((if $refuted then "REFUTED: " else "passed: " end) + $what)};
  [ if $floor == null then {text: "not judged: slipway.yaml states no floor (objectives.quality)"}
    elif .metric != $metric then line(true; "the score is \(.metric), the objective is \($metric)")
    else
      line($sign * .score.value < $sign * $floor; "\(.metric) \(.score.value), the limit is \($floor)"),
      # A group is refuted by its whole interval: one of few rows says little.
      (.slices[] | line((if $sign > 0 then .score.high < $floor else .score.low > $floor end);
        "\(.column | tojson) \(.value | tojson): \(.score.low) to \(.score.high) on \(.rows) rows"))
    end,
    if $champion == null then {text: "not judged: there is no champion to compare with"}
    elif $champion.metric != .metric or $champion.holdout != .holdout
    then line(true; "the champion was scored by another metric or on other rows: evaluate it again on these")
    else line($sign * (.score.value - $champion.score.value) < -$regression;
      "\(.metric) \(.score.value), the champion has \($champion.score.value), may lose \($regression)")
    end ]
  | .[].text' "$1")
echo "$verdicts"
! grep --quiet '^REFUTED: ' <<<"$verdicts"
[/#noparse]
