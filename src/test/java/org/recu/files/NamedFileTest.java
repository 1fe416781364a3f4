package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Errors that come after a file has been opened, from files of Linux that always fail. */
@EnabledOnOs(OS.LINUX)
final class NamedFileTest {

  private static final NamedFile FULL = new NamedFile(Path.of("/dev/full"));

  /** Its first page is never there. */
  private static final NamedFile UNREADABLE = new NamedFile(Path.of("/proc/self/mem"));

  @TempDir private Path temp;

  @Test
  void write_fullDisk_namesTheFile() throws IOException {
    named("/dev/full: No space left on device", () -> FULL.write(new byte[1]));
    try (OutputStream out = FULL.output(StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(FULL.path(), StandardOpenOption.WRITE)) {
      named("/dev/full: No space left on device", () -> out.write(new byte[1]));
      named("/dev/full: No space left on device", () -> out.write(1));
      named(
          "/dev/full: No space left on device",
          () -> FULL.write(channel, ByteBuffer.wrap(new byte[1])));
      named("/dev/full: Invalid argument", () -> FULL.force(channel, true));
    }
  }

  @Test
  void read_fails_namesTheFile() throws IOException {
    named("/proc/self/mem: Input/output error", UNREADABLE::bytes);
    try (InputStream in = UNREADABLE.input()) {
      named("/proc/self/mem: Input/output error", in::read);
      named("/proc/self/mem: Input/output error", in::readAllBytes);
    }
  }

  @Test
  void writeAndRead_ordinaryFile_isTheContent() throws IOException {
    NamedFile file = new NamedFile(temp.resolve("f"));
    file.write(new byte[] {1, 2});
    try (OutputStream out = file.output(StandardOpenOption.APPEND);
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.APPEND)) {
      out.write(3);
      out.write(new byte[] {9, 4}, 1, 1);
      file.write(channel, ByteBuffer.wrap(new byte[] {5}));
      file.force(channel, false);
    }
    assertThat(file.bytes()).containsExactly(1, 2, 3, 4, 5);
    try (InputStream in = file.input()) {
      assertThat(in.read()).isEqualTo(1);
      assertThat(in.readAllBytes()).containsExactly(2, 3, 4, 5);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private static void named(String sentence, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IOException.class, e -> assertThat(FileError.sentence(e)).isEqualTo(sentence));
  }
}
