#!/usr/bin/env bash
[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "_spark.ftl" as spark]
# Usage: spark/submit DATA OUT [OPTION OF SPARK-SUBMIT…]
#
#   spark/submit [=comment(options.data)] [=comment(options.out)]/{run} --master yarn
#
# Has Spark score the Parquet files that DATA means into the folder OUT, which must not exist yet; {run} in its name becomes the time at which the
# run begins and a few letters. Runs SPARK_SUBMIT, or spark-submit of the path. Driver and executors need Java 25: set JAVA_HOME, and spark.executorEnv.JAVA_HOME
# where it lies elsewhere on the cluster's machines. The driver runs here, with a heap as large as an executor's.
#
# Exit code: 0 all rows are scored, 2 wrong data or usage, 3 what it runs on failed, 4 too many rows rejected, 70 the program itself failed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ $# -lt 2 || $1 == -* ]]; then
  sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
data=$1
out=$2
shift 2
before=
for option in "$@"; do
  case "$before $option" in
    "--deploy-mode cluster" | *" --deploy-mode=cluster" | *spark.submit.deployMode=cluster)
      echo "the driver runs here, beside the bundle's settings and model: leave out the deploy mode cluster, or use the SparkApplication" >&2
      exit 2
      ;;
  esac
  before=$option
done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# A Java that is missing, or does not start, has no version.
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1) || true
if [[ ${version:-0} -lt 25 ]]; then
  echo "the job needs Java 25 or newer, and $java is ${version:-none}: set JAVA_HOME" >&2
  exit 3
fi
job=$here/job/lib/slipway-spark.jar
libraries=()
for jar in "$here"/job/lib/*.jar; do
  [[ $jar == "$job" ]] || libraries+=("$jar")
done
# Executors: [=reason("spark.executors")]
# Cores of each: [=reason("spark.cores")]
# Memory of each: [=reason("spark.memory")]
# Memory beside Java's heap: [=reason("spark.overhead")]
exec "${SPARK_SUBMIT:-spark-submit}" \
  --name [=spark.name] \
  --class dev.slipway.spark.SparkMain \
  --jars "$(IFS=, && echo "${libraries[*]}")" \
[#if options.packages?has_content]
  --packages [=options.packages] \
[/#if]
  --driver-memory [=plan.spark.memory]m \
  --executor-cores [=plan.spark.cores] \
  --executor-memory [=plan.spark.memory]m \
  --conf spark.executor.instances=[=plan.spark.executors] \
  --conf spark.cores.max=[=rule(plan.spark.executors * plan.spark.cores, "the cores of all executors")] \
  --conf spark.executor.memoryOverhead=[=plan.spark.overhead]m \
  --conf spark.driver.extraJavaOptions=[=spark.javaOptions] \
  --conf spark.executor.extraJavaOptions=[=spark.javaOptions] \
  --conf spark.executorEnv.ORT_DISABLE_TELEMETRY=1 \
  "$@" \
  "$job" --config "$here/job/conf/score.properties" --data "$data" --out "$out"
