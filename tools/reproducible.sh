#!/usr/bin/env bash
# Builds these files a second time, in another folder, time zone and locale, and compares what was packed with target/
# byte for byte. To be called after mvn clean verify, which must not have run offline (-o): Maven then skips the bill of
# materials. The JDK and the umask must be the same, because Maven packs the modes of files.
set -euo pipefail
cd "$(dirname "$0")/.."

second=$(mktemp -d)
trap 'rm -rf "$second"' EXIT
git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$second"
(cd "$second" && TZ=Asia/Kathmandu LC_ALL=C \
  MAVEN_OPTS="-Duser.language=tr -Duser.country=TR" mvn -B -ntp -q \
  -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true package)

different=0
compared=0
for file in "$second"/target/*.jar "$second"/target/*.tar.gz "$second"/target/bom.json; do
  name=${file##*/}
  compared=$((compared + 1))
  if cmp -s "$file" "target/$name"; then
    echo "reproducible: $name $(sha256sum "$file" | cut -c1-16)"
  else
    echo "not reproducible: $name" >&2
    different=1
  fi
done
# Three jars of the runtime, the program's own, the distribution and its bill of materials.
[ "$compared" = 6 ] || { echo "not reproducible: $compared files to compare, expected 6" >&2; exit 1; }
exit $different
