#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "/kubernetes/_k8s.ftl" as k8s]
[#import "/docker/_access.ftl" as access]
# Usage: deploy/check staging|production       reaches the service by kubectl port-forward
#        deploy/check URL MANAGEMENT-URL       the same for a service that is reached otherwise
#
# Smoke and load check of a running service: it is ready, it answers the golden requests as the model did, and under
# load it answers all, within the objective's latency by its own histogram. CHECK_REQUESTS (500) and CHECK_CLIENTS (4)
# say how much load; keep it small in production. Needs curl and jq. Prints one line a check.
[#if access.bearer]
# CHECK_TOKEN is the token that it brings; without it one is taken of the secret in the namespace.
[/#if]
#
# Exit code: 0 all checks passed, 1 one did not, 2 wrong usage, 3 nothing could be asked.
set -euo pipefail
[#include "/docker/_need.sh"]
NAME=[=project.name]
SLOW=[=watch.limit.seconds]
SHARE=[=plan.slo.latencyShare]
SCHEME=[=access.scheme][#if access.bearer] TOKENS=[=access.tokensSecret][/#if]
PORT=[=plan.service.port] MANAGEMENT=[=plan.service.managementPort]
case ${1:-}:$# in
  staging:1) namespace=[=k8s.stagingNamespace] ;;
  production:1) namespace=[=k8s.namespace] ;;
  http*:2) namespace='' url=$1 management=$2 ;;
  *)
    sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
[#noparse]
need curl --version
need jq --version
[[ -z $namespace ]] || need kubectl version --client
golden=$(dirname "${BASH_SOURCE[0]}")/../docker/app/model/golden.json
if [[ ! -f $golden ]]; then
  echo "not run: $golden is missing, so no answer can be compared; name golden requests in slipway.yaml" >&2
  exit 3
fi
work=$(mktemp -d)
forward=
trap '[[ -z $forward ]] || kill "$forward"; rm -rf "$work"' EXIT
if [[ -n $namespace ]]; then
  kubectl -n "$namespace" port-forward "deployment/$NAME" "18080:$PORT" "18082:$MANAGEMENT" >"$work/forward" 2>&1 &
  forward=$!
  url=$SCHEME://127.0.0.1:18080 management=http://127.0.0.1:18082
fi
failed=0
verdict() { # verdict PASSED WHAT
  if [[ $1 == 1 ]]; then echo "passed: $2"; else echo "FAILED: $2" && failed=1; fi
}
plain=(curl --silent --show-error --max-time 30)
ask=("${plain[@]}")
# The tunnel ends in the pod itself, whose certificate is of another name.
[[ -z $namespace || $SCHEME == http ]] || ask+=(--insecure)
[/#noparse]
[#if access.bearer]
[#noparse]
token=${CHECK_TOKEN:-}
if [[ -z $token && -n $namespace ]]; then
  token=$(kubectl -n "$namespace" get secret "$TOKENS" --output 'jsonpath={.data.tokens}' | base64 -d | sed -n '/^[^#]/{p;q;}') || true
fi
if [[ -z $token ]]; then
  echo "not run: no token is known: set CHECK_TOKEN" >&2
  exit 3
fi
# In a file, since others on the machine see arguments.
(umask 077 && printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/token")
ask+=(--config "$work/token")
[/#noparse]
[/#if]
[#noparse]

if ! "${ask[@]}" --fail --retry 10 --retry-connrefused --retry-delay 1 --output /dev/null "$url/v2/health/ready"; then
  [[ -z $namespace ]] || cat "$work/forward" >&2
  echo "FAILED: $url is not ready" >&2
  exit 1
fi
echo "passed: ready"

infer=$url/v2/models/$(jq --null-input --raw-output --arg name "$NAME" '$name | @uri')/infer
post=(--header 'Content-Type: application/json' --data-binary "@$work/request")
jq --compact-output '.cases[]' "$golden" >"$work/cases"
while IFS= read -r case; do
  jq '.request' <<<"$case" >"$work/request"
  "${ask[@]}" --output "$work/answer" "${post[@]}" "$infer" || echo '{}' >"$work/answer"
  # A number may differ in its last digits: other processors add in another order.
  same=$(jq --argjson wanted "$(jq '.response' <<<"$case")" '
    def flat: [.data | flatten[]];
    def near($a; $b): if ($a | type) == "number" and ($b | type) == "number"
      then (($a - $b) | fabs) <= 0.00001 + 0.001 * ($b | fabs) else $a == $b end;
    . as $answer
    | all($wanted.outputs[]; . as $out
        | first(($answer.outputs // [])[] | select(.name == $out.name)) // null
        | . != null and (flat as $got | ($out | flat) as $want | ($got | length) == ($want | length)
            and all(range($want | length); near($got[.]; $want[.]))))
    | if . then 1 else 0 end' "$work/answer" 2>/dev/null) || same=0
  verdict "${same:-0}" "golden request $(jq --raw-output '.id // "?"' <<<"$case" | tr -dc '[:print:]')"
done <"$work/cases"

# How many good answers the histogram has counted, and how many of them within the limit.
counted() {
  "${plain[@]}" --fail "$management/metrics" | awk -v bound="$SLOW" '
    /^inference_request_duration_seconds_count[{].*outcome="success"/ { all += $NF }
    /^inference_request_duration_seconds_bucket[{].*outcome="success"/ {
      if (match($0, /le="[^"]*"/) && substr($0, RSTART + 4, RLENGTH - 5) + 0 == bound + 0) fast += $NF
    }
    END { printf "%d %d\n", all, fast }'
}
requests=${CHECK_REQUESTS:-500} clients=${CHECK_CLIENTS:-4}
read -r all_before fast_before < <(counted)
# The part behind # is not sent: it makes curl repeat the request over connections that stay open.
"${ask[@]}" --parallel --parallel-max "$clients" --output /dev/null --write-out '%{http_code}\n' "${post[@]}" \
  "$infer#[1-$requests]" >"$work/codes" 2>"$work/errors" || true
read -r all fast < <(counted)
good=$(grep -c '^200$' "$work/codes" || true)
verdict "$((good == requests))" "$good of $requests requests under load were answered"
asked=$((all - all_before)) within=$((fast - fast_before))
verdict "$(awk -v n="$asked" -v k="$within" -v share="$SHARE" 'BEGIN { print (n > 0 && k / n >= share) ? 1 : 0 }')" \
  "$within of $asked were answered within $SLOW s; the objective is a share of $SHARE"
exit "$failed"
[/#noparse]
