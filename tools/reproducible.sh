#!/usr/bin/env bash
# Builds these files a second time, in another folder, time zone, locale and umask, and compares what was packed
# with target/ byte for byte. To be called after mvn package or mvn verify; needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."

second=$(mktemp -d)
trap 'rm -rf "$second"' EXIT
git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$second"
(cd "$second" && umask 027 && TZ=Asia/Kathmandu LC_ALL=C mvn -o -B -ntp -q \
  -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true package)

different=0
for file in "$second"/target/*.jar "$second"/target/*.tar.gz "$second"/target/bom.json; do
  name=${file##*/}
  if cmp -s "$file" "target/$name"; then
    echo "reproducible: $name $(sha256sum "$file" | cut -c1-16)"
  else
    echo "not reproducible: $name" >&2
    different=1
  fi
done
exit $different
