package org.recu.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.recu.checkpoint.proto.FileMessage;
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/** The files in a checkpoint's folder other than its state, with their sizes and checksums. */
final class Manifest {

  private Manifest() {}

  /** Lists every file of the folder, by name. */
  static List<FileMessage> of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.sorted().toList();
    }
    List<FileMessage> manifest = new ArrayList<>();
    for (Path file : files) {
      manifest.add(
          FileMessage.newBuilder()
              .setName(file.getFileName().toString())
              .setSize(Files.size(file))
              .setCrc32C(checksum(file))
              .build());
    }
    return manifest;
  }

  /**
   * Verifies every file in the manifest.
   *
   * @throws CheckpointException for the first file that is missing or has changed
   */
  static void verify(Path folder, List<FileMessage> manifest) throws IOException {
    for (FileMessage expected : manifest) {
      if (!isPlainName(expected.getName())) {
        throw new CheckpointException(
            "%s: its state names a file outside of it: %s"
                .formatted(folder, FileError.quoted(expected.getName())));
      }
      Path file = folder.resolve(expected.getName());
      try {
        verify(file, expected);
      } catch (NoSuchFileException e) {
        throw new CheckpointException(
            "%s is missing, %d bytes were written".formatted(file, expected.getSize()), e);
      }
    }
  }

  /** Whether it is the name of a file that this program wrote, not a path that leads elsewhere. */
  private static boolean isPlainName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.equals(FileError.quoted(name))
        && name.chars().noneMatch(letter -> letter == '/' || letter == '\\');
  }

  private static void verify(Path file, FileMessage expected) throws IOException {
    long size = Files.size(file);
    if (!Files.isRegularFile(file)) {
      // A pipe would keep its reader waiting.
      throw new CheckpointException("%s is no regular file".formatted(file));
    }
    if (size != expected.getSize()) {
      throw new CheckpointException(
          "%s is %s: %d bytes found, %d were written"
              .formatted(
                  file,
                  size < expected.getSize() ? "truncated" : "too long",
                  size,
                  expected.getSize()));
    }
    int checksum = checksum(file);
    if (checksum != expected.getCrc32C()) {
      throw new CheckpointException(
          "%s is damaged: its CRC-32C is %08x, %08x was written"
              .formatted(file, checksum, expected.getCrc32C()));
    }
  }

  private static int checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new NamedFile(file).input()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
      }
    }
    return (int) checksum.getValue();
  }
}
