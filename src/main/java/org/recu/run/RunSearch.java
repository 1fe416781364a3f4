package org.recu.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    List<Path> runs = new ArrayList<>();
    List<IOException> unreadable = new ArrayList<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
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
            unreadable.add(e);
            return FileVisitResult.CONTINUE;
          }
        };
    // A link that the user names is followed.
    Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.toRealPath() : folder, visitor);
    return new RunSearch(runs, unreadable);
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
