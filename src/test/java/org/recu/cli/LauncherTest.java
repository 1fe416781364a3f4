package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code recu} and looks at what it gives to Java and Maven. */
final class LauncherTest extends LauncherProject {

  @Test
  void recu_built_runsJavaWhereTheUserStandsAndPassesItsExitCode() throws Exception {
    build();
    Outcome outcome = recu(project.resolve("recu"), Map.of(), "--save", "two words", "");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).isEmpty();
    Path jar = project.toRealPath().resolve(JAR);
    assertThat(outcome.out().lines())
        .contains("java in " + elsewhere, "2")
        .anyMatch(line -> line.endsWith("<-jar><" + jar + "><--save><two words><>"));
  }

  @Test
  void recu_throughALink_findsItsProject() throws Exception {
    build();
    Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a project/recu"));
    assertThat(recu(link, Map.of()).code()).isEqualTo(3);
  }

  @Test
  void recu_logLevelSet_leavesIt() throws Exception {
    build();
    Outcome outcome = recu(project.resolve("recu"), Map.of("TF_CPP_MIN_LOG_LEVEL", "0"));
    assertThat(outcome.out().lines()).last().isEqualTo("0");
  }

  @Test
  void recu_notBuilt_buildsOnce() throws Exception {
    tool("mvn", "echo \"mvn in $PWD $*\"; mkdir -p target/lib; : > " + JAR);
    Outcome first = recu(project.resolve("recu"), Map.of());
    assertThat(first.code()).isEqualTo(3);
    assertThat(first.err())
        .startsWith("recu: building the program (there is no build)")
        .contains("mvn in " + project.toRealPath(), "package");
    assertThat(first.out()).doesNotContain("mvn");
    assertThat(recu(project.resolve("recu"), Map.of()).err()).isEmpty();
  }

  @Test
  void recu_sourceIsNewer_buildsAgainOnceThoughMavenLeavesTheJarAlone() throws Exception {
    build();
    tool("mvn", "true");
    Files.setLastModifiedTime(project.resolve(JAR), FileTime.from(Instant.EPOCH.plusSeconds(9)));
    Files.setLastModifiedTime(
        project.resolve("src/main/java/A.java"), FileTime.from(Instant.EPOCH.plusSeconds(10)));
    assertThat(recu(project.resolve("recu"), Map.of()).err())
        .isEqualTo(
            "recu: building the program (sources have changed); Maven downloads what is missing\n");
    assertThat(recu(project.resolve("recu"), Map.of()).err()).isEmpty();
  }

  @Test
  void recu_buildFails_saysSo() throws Exception {
    tool("mvn", "exit 1");
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("recu: the build failed\n");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void recu_neitherBuiltNorMaven_saysSo() throws Exception {
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("recu: the program is not built, and Maven (mvn) is not on the PATH\n");
  }

  @Test
  void recu_builtButNoMavenForNewerSources_runsWhatIsBuilt() throws Exception {
    build();
    Files.setLastModifiedTime(project.resolve(JAR), FileTime.from(Instant.EPOCH));
    write("pom.xml", Instant.EPOCH.plusSeconds(10));
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(
            "recu: sources have changed, but Maven (mvn) is not on the PATH: running the existing"
                + " build\n");
  }

  @Test
  void recu_noJava_saysSo() throws Exception {
    build();
    Files.delete(tools.resolve("java"));
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("recu: no Java found: set JAVA_HOME, or put Java 17 or newer on the PATH\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "1.8.0_292"})
  void recu_javaIsTooOld_saysWhatToDo(String version) throws Exception {
    build();
    release(version);
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "recu: %s is Java %s: set JAVA_HOME to Java 17 or newer, or put it first on the PATH\n"
                .formatted(tools.resolve("java"), version));
  }

  @Test
  void recu_javaWithoutReleaseFile_isAskedForItsVersion() throws Exception {
    build();
    tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(" is Java 11.0.2: ");
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "23.0.1, false", "24, true", "25-ea, true"})
  void recu_javaThatWarnsOfNativeAccess_isAllowedIt(String version, boolean allowed)
      throws Exception {
    build();
    release(version);
    String out = recu(project.resolve("recu"), Map.of()).out();
    assertThat(out.contains("<--enable-native-access=ALL-UNNAMED>")).isEqualTo(allowed);
    assertThat(out.contains("<--sun-misc-unsafe-memory-access=allow>")).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', LC_ALL= LC_CTYPE=C.UTF-8",
    "LANG, C, LC_ALL= LC_CTYPE=C.UTF-8",
    "LC_CTYPE, POSIX, LC_ALL= LC_CTYPE=C.UTF-8",
    "LC_ALL, C, LC_ALL=C.UTF-8 LC_CTYPE=",
    "LANG, de_DE.UTF-8, LC_ALL= LC_CTYPE=",
    "LC_ALL, de_DE.ISO-8859-1, LC_ALL=de_DE.ISO-8859-1 LC_CTYPE=",
  })
  void recu_localeWithoutLetters_isUtf8(String name, String value, String expected)
      throws Exception {
    build();
    Map<String, String> locale = name.isEmpty() ? Map.of() : Map.of(name, value);
    assertThat(recu(project.resolve("recu"), locale).out().lines()).contains(expected);
  }

  /** As ssh takes one along to a machine where it was never generated. */
  @ParameterizedTest
  @CsvSource({
    "LANG, de_DE.UTF-8, ANSI_X3.4-1968, LC_ALL= LC_CTYPE=C.UTF-8",
    "LC_ALL, de_DE.UTF-8, ANSI_X3.4-1968, LC_ALL=C.UTF-8 LC_CTYPE=",
    "LC_ALL, de_DE.UTF-8, UTF-8, LC_ALL=de_DE.UTF-8 LC_CTYPE=",
    "LC_ALL, de_DE, ISO-8859-1, LC_ALL=de_DE LC_CTYPE=",
  })
  void recu_localeThatTheSystemLacks_isUtf8(
      String name, String value, String charset, String expected) throws Exception {
    build();
    tool("locale", "echo " + charset);
    assertThat(recu(project.resolve("recu"), Map.of(name, value)).out().lines()).contains(expected);
  }

  @Test
  void recu_withCdpath_findsItsProject() throws Exception {
    build();
    Files.createSymbolicLink(elsewhere.resolve("linked"), project);
    Outcome outcome = recu(Path.of("linked/recu"), Map.of("CDPATH", elsewhere.toString()));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(3);
  }

  @Test
  void recu_calledTwiceBeforeABuild_buildsOnce() throws Exception {
    // The build ends when the other call waits for it, or else after ten seconds.
    tool(
        "mvn",
        ("mkdir -p target/lib; echo call >> target/calls; i=0;"
                + " until grep -q waiting '%1$s/err1' '%1$s/err2' || [ $i -ge 100 ];"
                + " do sleep 0.1; i=$((i + 1)); done; : > %2$s")
            .formatted(temporary, JAR));
    Files.createFile(temporary.resolve("err1"));
    Files.createFile(temporary.resolve("err2"));
    Process first = start(project.resolve("recu"), Map.of(), "1").start();
    Process second = start(project.resolve("recu"), Map.of(), "2").start();
    assertThat(first.waitFor()).isEqualTo(3);
    assertThat(second.waitFor()).isEqualTo(3);
    assertThat(project.resolve("target/calls")).hasContent("call");
    assertThat(
            Files.readString(temporary.resolve("err1"))
                + Files.readString(temporary.resolve("err2")))
        .contains("recu: waiting for another call that builds the program\n");
  }

  @Test
  void recu_targetIsNotWritable_runsWhatIsBuilt() throws Exception {
    build();
    tool("mvn", "exit 1");
    // A folder in place of the lock: nobody can write to it, not even root.
    Files.createDirectory(project.resolve("target/.recu-build"));
    write("pom.xml", Instant.now().plusSeconds(60));
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(
            "recu: sources have changed, but %s is not writable: running the existing build\n"
                .formatted(project.toRealPath().resolve("target")));
  }

  @Test
  void recu_notBuiltAndTargetIsNotWritable_saysSo() throws Exception {
    tool("mvn", "exit 1");
    write("target", Instant.EPOCH);
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "recu: the program is not built, and %s is not writable\n"
                .formatted(project.toRealPath().resolve("target")));
  }

  @Test
  void recu_userWithoutHome_givesJavaAndMavenOne() throws Exception {
    tool("id", "exit 1");
    tool("mvn", "echo \"mvn with $MAVEN_OPTS\"; mkdir -p target/lib; : > " + JAR);
    Outcome outcome = recu(project.resolve("recu"), Map.of("TMPDIR", temporary.toString()));
    assertThat(outcome.err()).contains(" -Duser.home=" + temporary + "/recu-");
    assertThat(outcome.out()).contains("<-Duser.home=" + temporary + "/recu-");

    Outcome withHome = recu(project.resolve("recu"), Map.of("HOME", elsewhere.toString()));
    assertThat(withHome.out()).contains("<-Duser.home=" + elsewhere + ">");
  }

  /** Java reserves far more address space than it uses, unless it is told not to. */
  @Test
  void recu_limitedAddressSpace_leavesTensorFlowMostOfIt() throws Exception {
    build();
    assertThat(recu(limited(4_000_000), Map.of()).out())
        .contains(
            "<-Xmx1000000k><-XX:CompressedClassSpaceSize=64m><-XX:ReservedCodeCacheSize=96m>");
    assertThat(recu(project.resolve("recu"), Map.of()).out()).doesNotContain("-Xmx");
    Outcome little = recu(limited(1_000_000), Map.of());
    assertThat(little.code()).isEqualTo(1);
    assertThat(little.out()).isEmpty();
    assertThat(little.err())
        .isEqualTo(
            "recu: the address space is limited to 976 MB (ulimit -v): raise the limit; Java needs"
                + " 1500 MB, TensorFlow 1200 MB more\n");
  }

  @Test
  void recu_training_takesLittleMemoryBesideTheTensors() throws Exception {
    build();
    Path script = project.resolve("recu");
    for (String verb : List.of("train", "benchmark", "--dataset=shapes")) {
      assertThat(recu(script, Map.of(), verb, "-b", "8").out())
          .as(verb)
          .contains("<-Xmn8m>")
          .contains("arenas: 2\n");
    }
    Map<String, String> own = Map.of("MALLOC_ARENA_MAX", "4", "RECU_JAVA_OPTS", "-Xmn64m");
    assertThat(recu(script, own, "train").out())
        .containsSubsequence("<-Xmn8m>", "<-Xmn64m>")
        .contains("arenas: 4\n");
    assertThat(recu(script, Map.of(), "predict").out())
        .doesNotContain("-Xmn")
        .contains("arenas: \n");
  }

  @Test
  void recu_training_compilesJavaQuicklyUnlessItReadsImageFiles() throws Exception {
    build();
    Path script = project.resolve("recu");
    String quick = "<-XX:TieredStopAtLevel=1>";
    for (String words :
        List.of(
            "train",
            "train --dataset cifar100 -b 8",
            "train --dataset=shapes",
            "-a vgg_small_1w1a")) {
      assertThat(recu(script, Map.of(), words.split(" ")).out()).as(words).contains(quick);
    }
    for (String words :
        List.of(
            "train --dataset imagenet",
            "train --dataset=tinyimagenet",
            "train --dataset folder -b 8",
            "train --save a --resume",
            "train --recipe x",
            "--dataset imagenet",
            "--help",
            "--version",
            "benchmark",
            "evaluate --dataset cifar10")) {
      assertThat(recu(script, Map.of(), words.split(" ")).out()).as(words).doesNotContain(quick);
    }
  }

  /** A script that runs the program under a limit on the address space, in kB. */
  private Path limited(int limit) throws IOException {
    return Files.writeString(
        temporary.resolve("limited"),
        "ulimit -v %d\n. '%s'\n".formatted(limit, project.resolve("recu")));
  }

  @Test
  void recu_inADistributionThatCannotBeWritten_runsItsProgramWithoutMaven() throws Exception {
    Path bin = Files.createDirectories(temporary.resolve("recu 1/bin"));
    Path lib = Files.createDirectory(bin.resolveSibling("lib"));
    Path script = Files.copy(Path.of("recu"), bin.resolve("recu"));
    Files.writeString(lib.resolve("recu-1.jar"), "");
    Path root = bin.getParent().toRealPath();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      Outcome outcome = recu(script, Map.of(), "--version");
      assertThat(outcome.code()).isEqualTo(3);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).contains("<-cp><" + root + "/lib/*><org.recu.cli.Recu><--version>");
    } finally {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "18.0.2, false", "19, true", "25.0.3, true"})
  void recu_packedFile_hasVectors_andPredictOnlyThoseThatCountBits(String version, boolean used)
      throws Exception {
    build();
    Path home = java(version, "java.base jdk.incubator.vector");
    Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
    assertThat(recu(project.resolve("recu"), environment, "predict", "a.recu").out())
        .matches(out -> out.contains("<--add-modules><jdk.incubator.vector>") == used);
    assertThat(recu(project.resolve("recu"), environment, "benchmark", "--what", "packed").out())
        .contains("<--add-modules><jdk.incubator.vector>");
    assertThat(recu(project.resolve("recu"), environment, "predict", "a").out())
        .doesNotContain("jdk.incubator.vector");
    assertThat(recu(project.resolve("recu"), environment, "export", "--format", "packed").out())
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void recu_packedFileWithAnOldJava_namesTheNewerOneBesideIt() throws Exception {
    build();
    Path old = java("17.0.15", "java.base jdk.incubator.vector");
    java("21.0.1", "java.base");
    Map<String, String> environment = Map.of("JAVA_HOME", old.toString());
    Path script = project.resolve("recu");
    assertThat(recu(script, environment, "evaluate", "a.recu").err()).isEmpty();
    Path recent = java("25.0.3", "java.base jdk.incubator.vector");
    assertThat(recu(script, environment, "evaluate", "a.recu").err())
        .isEqualTo(
            "recu: the Java in %s computes packed networks faster: set JAVA_HOME to it\n"
                .formatted(recent.toRealPath()));
    assertThat(recu(script, environment, "evaluate", "a").err()).isEmpty();
    assertThat(recu(script, environment, "predict", "a.recu").err()).as("a few images").isEmpty();
    assertThat(recu(script, Map.of("JAVA_HOME", recent.toString()), "evaluate", "a.recu").err())
        .isEmpty();
  }
}
