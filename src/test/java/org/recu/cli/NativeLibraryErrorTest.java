package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NativeLibraryErrorTest {

  @Test
  void sentence_libraryOfAnotherSystem_saysWhereToBuild() {
    UnsatisfiedLinkError missing =
        new UnsatisfiedLinkError("no jnitensorflow in java.library.path\nsecond line");
    assertThat(
            NativeLibraryError.sentence(new ExceptionInInitializerError(missing), "Linux riscv64"))
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
                "Linux amd64"))
        .get()
        .asString()
        .contains("(noexec)", "-Dorg.bytedeco.javacpp.cachedir=DIR", "-Djna.tmpdir=DIR");
  }

  @Test
  void sentence_classThatFailedBefore_isTensorFlows() {
    assertThat(
            NativeLibraryError.sentence(
                new NoClassDefFoundError(
                    "Could not initialize class org.tensorflow.internal.c_api.global.tensorflow"),
                "Linux amd64"))
        .get()
        .asString()
        .startsWith("TensorFlow cannot be loaded: ");
  }

  @Test
  void sentence_anotherDefect_isNone() {
    assertThat(NativeLibraryError.sentence(new NoClassDefFoundError("org/recu/Missing"), "x"))
        .isEmpty();
  }
}
