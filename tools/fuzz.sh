#!/usr/bin/env bash
# Fuzzes the readers of files under Jazzer, one after the other. See docs/security.md.
#
#   tools/fuzz.sh [SECONDS [TARGET...]]
#
# SECONDS for each target: 600. TARGET: such as ZipTarget; all if none is named. What a target finds is in
# target/fuzz/TARGET/found, its corpus, which later calls begin with, in target/fuzz/TARGET/corpus.
# Ends with status 1 if one has found something. Does not need a TensorFlow session.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
shift || true
mkdir -p target/fuzz
mvn -B -ntp -q -P fuzz test-compile dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile=target/fuzz/classpath
classpath=target/test-classes:target/classes:$(cat target/fuzz/classpath)

targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  mapfile -t targets < <(find src/test/java -name '*Target.java' -printf '%f\n' | sed 's/\.java$//' | sort)
fi

failed=0
for target in "${targets[@]}"; do
  source=$(find src/test/java -name "$target.java")
  class=${source#src/test/java/}
  class=${class%.java}
  folder=target/fuzz/$target
  mkdir -p "$folder/corpus" "$folder/found"
  echo "fuzz: $target for $seconds s"
  # -timeout: seconds for one input. The rest: stop at the first find, and keep it.
  java -Xmx1500m -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="${class//\//.}" --instrumentation_includes='org.recu.**' \
    --disabled_hooks='*' --reproducer_path="$folder/found" -artifact_prefix="$folder/found/" \
    -max_total_time="$seconds" -timeout=20 -max_len=20000 \
    "$folder/corpus" "src/test/resources/fuzz/$target" > "$folder/log" 2>&1 || failed=1
  grep -E '^== |^Caused|Done .* runs' "$folder/log" || true
done
exit $failed
