package org.recu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project skeleton in which the script {@code recu} runs with fake Java and Maven commands that
 * print how they were called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
abstract class LauncherProject {

  static final String JAR = "target/recu-1.jar";

  @TempDir Path temporary;

  Path project;
  Path tools;
  Path elsewhere;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(temporary.resolve("a project"));
    tools = Files.createDirectory(temporary.resolve("tools"));
    elsewhere = Files.createDirectory(temporary.resolve("elsewhere")).toRealPath();
    Files.createDirectories(project.resolve("src/main/java"));
    Files.copy(Path.of("recu"), project.resolve("recu"));
    write("pom.xml", Instant.EPOCH);
    write("src/main/java/A.java", Instant.EPOCH);
    tool(
        "java",
        "echo \"java in $PWD\"; printf '<%s>' \"$@\"; echo; echo \"LC_ALL=$LC_ALL"
            + " LC_CTYPE=$LC_CTYPE\"; echo \"arenas: $MALLOC_ARENA_MAX\";"
            + " echo \"$TF_CPP_MIN_LOG_LEVEL\"; exit 3");
    for (String name :
        List.of(
            "bash",
            "find",
            "head",
            "readlink",
            "dirname",
            "touch",
            "mkdir",
            "id",
            "flock",
            "grep",
            "sleep",
            "cat",
            "cksum",
            "mktemp",
            "mv",
            "rm",
            "sync",
            "wc")) {
      tool(name, "exec " + find(name) + " \"$@\"");
    }
  }

  /** A Java installation among others. */
  Path java(String version, String modules) throws IOException {
    Path home = temporary.resolve("jvm").resolve(version);
    Files.createDirectories(home.resolve("bin"));
    Files.copy(tools.resolve("java"), home.resolve("bin/java"));
    Files.writeString(
        home.resolve("release"),
        "JAVA_VERSION=\"%s\"\nMODULES=\"%s\"\n".formatted(version, modules));
    return home;
  }

  record Outcome(int code, String out, String err) {}

  Outcome recu(Path script, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    int code = start(script, environment, "", words).start().waitFor();
    return new Outcome(
        code,
        Files.readString(temporary.resolve("out"), UTF_8),
        Files.readString(temporary.resolve("err"), UTF_8));
  }

  /** A call whose output goes to the files {@code out} and {@code err} plus a number. */
  ProcessBuilder start(Path script, Map<String, String> environment, String number, String... words)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(find("bash").toString(), script.toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().putAll(environment);
    return builder
        .directory(elsewhere.toFile())
        .redirectOutput(temporary.resolve("out" + number).toFile())
        .redirectError(temporary.resolve("err" + number).toFile());
  }

  /** Writes the file in a Java installation that states its version. */
  void release(String version) throws IOException {
    Files.writeString(temporary.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  void build() throws IOException {
    Files.createDirectories(project.resolve("target/lib"));
    write(JAR, Instant.now());
  }

  void write(String file, Instant time) throws IOException {
    Files.writeString(project.resolve(file), "");
    Files.setLastModifiedTime(project.resolve(file), FileTime.from(time));
  }

  void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static Path find(String name) {
    for (String folder : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return Path.of(folder, name);
      }
    }
    throw new AssertionError("this system has no " + name);
  }
}
