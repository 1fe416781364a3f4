package org.recu.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recu.files.FileError;
import org.recu.record.RecordFiles;

/**
 * The run folders found below a folder.
 *
 * @param runs folders that hold a run, by name; none is inside another
 * @param unreadable folders that could not be read, each with the reason
 */
public record RunSearch(List<Path> runs, List<IOException> unreadable) {

  public RunSearch {
    runs = runs.stream().sorted().toList();
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Searches a folder and everything below it, but does not follow links or search inside runs.
   *
   * @throws IOException if it is not a folder
   */
  public static RunSearch below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new IOException("%s does not exist, expected a folder with runs".formatted(folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("%s is a file, expected a folder with runs".formatted(folder));
    }
    Walk walk = new Walk();
    // A link that the user names is followed.
    Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.toRealPath() : folder, walk);
    return new RunSearch(walk.runs, walk.unreadable);
  }

  /** Collects runs. Others may start or delete runs meanwhile. */
  static final class Walk extends SimpleFileVisitor<Path> {
    private final List<Path> runs = new ArrayList<>();
    private final List<IOException> unreadable = new ArrayList<>();

    List<IOException> unreadable() {
      return unreadable;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
      if (!isRun(entry)) {
        return FileVisitResult.CONTINUE;
      }
      runs.add(entry);
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path entry, IOException e) {
      if (!(e instanceof NoSuchFileException)) {
        unreadable.add(FileError.at(entry, e));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path entry, IOException e) {
      return e == null ? FileVisitResult.CONTINUE : visitFileFailed(entry, e);
    }
  }

  /** Requires two of a run's files, because other programs write one or the other, too. */
  private static boolean isRun(Path folder) {
    RunFolder run = new RunFolder(folder);
    RecordFiles files = new RecordFiles(folder);
    return Stream.of(run.config(), run.checkpoints().folder(), files.log(), files.metrics())
            .filter(Files::exists)
            .count()
        > 1;
  }
}
