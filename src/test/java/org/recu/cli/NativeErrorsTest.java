package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.console.Console;

/** Which lines of native libraries appear. */
final class NativeErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Corrupt JPEG data: 7 extraneous bytes before marker 0xd9",
        "Premature end of JPEG file",
        "Warning: unknown JFIF revision number 2.01",
        "libpng warning: iCCP: known incorrect sRGB profile",
        "2026-01-01 00:00:00.123: E tensorflow/core/lib/jpeg/jpeg_mem.cc:329] Premature end of JPEG"
            + " data. Stopped at line 78/120",
      })
  void show_ofImageDecoders_nothing(String line) {
    assertThat(shown(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I0000 00:00:1795667951.254834    8509 grpc_server_lib.cc:464] Started server with target:"
            + " grpc://127.0.0.1:2741",
        "2026-11-26 04:39:27.809042: E tensorflow/core/common_runtime/ring_alg.cc:291] Aborting"
            + " RingReduce with UNAVAILABLE: Socket closed",
        "E0000 00:00:1795668049.339503   12821 worker.cc:434] Bad status from"
            + " CompleteGroupDistributed: DEADLINE_EXCEEDED",
        "Additional GRPC error information from remote target /job:worker/replica:0/task:1 while"
            + " calling /tensorflow.WorkerService/RecvBuf:",
        ":{\"created\":\"@1795667967.808872628\",\"description\":\"Error received from peer\"}",
        "The error could be from a previous operation. Restart your program to reset.",
      })
  void show_ofOtherWorkers_nothing(String line) {
    assertThat(shown(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
        "I0000 00:00:1795715874.366336    1439 gpu_device.cc:2022] Created device /job:localhost/"
            + "replica:0/task:0/device:GPU:0 with 78752 MB memory:  -> device: 0, name: NVIDIA H100",
        "2026-11-26 17:57:34.810580: I tensorflow/cc/saved_model/loader.cc:466] SavedModel load",
      })
  void show_information_nothing(String line) {
    assertThat(shown(line)).isEmpty();
  }

  @Test
  void show_ofTheCacheOfCompiledFunctions_nothing() {
    assertThat(
            shown(
                "[libprotobuf ERROR external/com_google_protobuf/src/google/protobuf/"
                    + "text_format.cc:337] Error parsing text-format tensorflow."
                    + "XlaSerializedCacheEntry: 2:1: Expected identifier, got: 1"))
        .isEmpty();
  }

  @Test
  void show_warningOfAGpu_isNamed() {
    String line = "W0000 00:00:1795715874.366336    1439 gpu_device.cc:2022] out of memory";
    assertThat(shown(line)).isEqualTo("recu: a native library says: " + line + "\n");
  }

  @Test
  void show_fatalOfTheServer_isNamed() {
    String line = "F0000 00:00:1795667951.254834    8509 grpc_server_lib.cc:464] Check failed";
    assertThat(shown(line)).isEqualTo("recu: a native library says: " + line + "\n");
  }

  @Test
  void show_ofOthers_isNamed() {
    assertThat(shown("F core/executor.cc:7] Check failed"))
        .isEqualTo("recu: a native library says: F core/executor.cc:7] Check failed\n");
  }

  private static String shown(String line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    NativeErrors.show(line, Console.of(stream, stream));
    return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
