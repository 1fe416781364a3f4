package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeLibraryErrorTest {

  @Test
  void sentence_libraryOfAnotherSystem_saysWhereToBuild() {
    UnsatisfiedLinkError missing =
        new UnsatisfiedLinkError("no jnitensorflow in java.library.path\nsecond line");
    assertThat(
            NativeLibraryError.sentence(
                new ExceptionInInitializerError(missing), "Linux riscv64", false, Optional.empty()))
        .hasValue(
            "a native library cannot be loaded (no jnitensorflow in java.library.path): this build"
                + " has none for Linux riscv64, or one that does not fit; build the program on this"
                + " system, for which TensorFlow Java must have a library (README.md, Platforms)");
  }

  @Test
  void sentence_folderThatRunsNoPrograms_saysHowToNameAnother() {
    assertThat(
            NativeLibraryError.sentence(
                new UnsatisfiedLinkError(
                    "/tmp/x.so: failed to map segment from shared object: Operation not permitted"),
                "Linux amd64",
                true,
                Optional.empty()))
        .get()
        .asString()
        .contains("(noexec)", "-Dorg.bytedeco.javacpp.cachedir=DIR", "-Djna.tmpdir=DIR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no jnitensorflow in java.library.path | the folder for it is full or cannot be written;"
            + " set",
        "JNA temporary directory '/tmp' is not writable | cannot be written; set RECU_JAVA_OPTS to",
        "/c/x.so: /lib/libc.so.6: version `GLIBC_2.34' not found | TensorFlow needs a newer system",
        "/c/x.so: libstdc++.so.6: cannot open shared object file | a library of the system is"
            + " missing",
        "Error loading shared library ld-linux-x86-64.so.2: No such file | a Linux with glibc"
      })
  void sentence_bundledLibrary_saysWhatKeepsItFromLoading(String message, String advice) {
    assertThat(
            NativeLibraryError.sentence(
                new UnsatisfiedLinkError(message), "Linux amd64", true, Optional.empty()))
        .get()
        .asString()
        .startsWith("a native library cannot be loaded (" + message + "): ")
        .contains(advice);
  }

  /** A loader that cannot map a library says the same as where there is none. */
  @Test
  void sentence_littleAddressSpace_saysThatThereIsNoRoom() {
    assertThat(
            NativeLibraryError.sentence(
                new UnsatisfiedLinkError("no jnitensorflow in java.library.path"),
                "Linux amd64",
                true,
                Optional.of("there is no room for TensorFlow: a limit")))
        .hasValue(
            "a native library cannot be loaded (no jnitensorflow in java.library.path): there is no"
                + " room for TensorFlow: a limit");
  }

  @Test
  void isBundled_hereWhereTheTestsRun_isSo() {
    assertThat(NativeLibraryError.isBundled()).isTrue();
  }

  @Test
  void sentence_classThatFailedBefore_isTensorFlows() {
    assertThat(
            NativeLibraryError.sentence(
                new NoClassDefFoundError(
                    "Could not initialize class org.tensorflow.internal.c_api.global.tensorflow"),
                "Linux amd64",
                true,
                Optional.empty()))
        .get()
        .asString()
        .startsWith("TensorFlow cannot be loaded: ");
  }

  @Test
  void sentence_anotherDefect_isNone() {
    assertThat(
            NativeLibraryError.sentence(
                new NoClassDefFoundError("org/recu/Missing"), "x", true, Optional.empty()))
        .isEmpty();
  }
}
