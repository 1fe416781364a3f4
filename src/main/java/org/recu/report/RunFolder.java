package org.recu.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A run's folder and the names of its files.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {

  /**
   * Makes the folder of a new run, or takes an empty one.
   *
   * @throws IOException if it holds anything already, or cannot be made or written to
   */
  public static RunFolder create(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + " is a file: a run needs a folder", e);
    } catch (AccessDeniedException e) {
      throw new IOException(e.getFile() + " cannot be made: permission denied", e);
    } catch (FileSystemException e) {
      throw new IOException(path + " cannot be made: " + e.getReason(), e);
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new DirectoryNotEmptyException(path.toString());
      }
    } catch (DirectoryNotEmptyException e) {
      String holds = Files.exists(path.resolve("config.json")) ? "holds a run" : "is not empty";
      throw new IOException(
          path + " " + holds + " already: name another folder, or go on with its run by --resume",
          e);
    }
    if (!Files.isWritable(path)) {
      throw new IOException(path + " is not writable: a run's files go there");
    }
    return new RunFolder(path);
  }

  /** {@code config.json}, see {@link RunConfig}. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** {@code train.log}, what the console shows. */
  public Path log() {
    return path.resolve("train.log");
  }

  /** {@code metrics.jsonl}, an {@link EpochReport} an epoch. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** {@code steps.jsonl}, a {@link StepReport} a step. */
  public Path steps() {
    return path.resolve("steps.jsonl");
  }

  /** {@code checkpoints}, a folder. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** {@code savedmodel}, the folder of the best epoch's export. */
  public Path savedModel() {
    return path.resolve("savedmodel");
  }
}
