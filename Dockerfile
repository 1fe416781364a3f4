# The program with a Java runtime, from the archive that mvn package leaves. Not tried yet: see docs/distribution.md.
FROM eclipse-temurin:17-jre
# Unpacks the archive into one folder, whatever its version.
ADD target/recu-*.tar.gz /opt/
RUN ln -s /opt/recu-*/bin/recu /usr/local/bin/recu
WORKDIR /work
ENTRYPOINT ["recu"]
