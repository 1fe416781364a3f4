package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.data.DataException;
import org.recu.data.Split;
import org.recu.data.images.ImageFile;

/**
 * One half of a set of files, listed once: when it is first asked for, or by an earlier run that
 * left its listing. Used by one thread; the split it gives by any.
 */
final class ListedSplit {
  private final SplitFolder half;

  /** Completes the names of the listing's file and of messages: {@code train} or {@code val}. */
  private final String name;

  /** Folder with what {@link #save} wrote, which need not be there. */
  private final Optional<Path> known;

  /** Null until it is asked for. */
  private FileListing listing;

  ListedSplit(String name, SplitFolder half, Optional<Path> known) {
    this.name = name;
    this.half = half;
    this.known = known;
  }

  /**
   * The files.
   *
   * @throws DataException if there are none, a folder cannot be listed, or the listing that is
   *     known says other files
   */
  Split<ImageFile> split() throws IOException {
    if (listing == null) {
      Optional<ListingFile> file = known.map(this::file).filter(f -> Files.exists(f.path()));
      listing = file.isPresent() ? check(file.get()) : half.list();
    }
    return new FileSplit(half.root(), listing);
  }

  /** The listing that is known, or one with the same files and newer times. */
  private FileListing check(ListingFile file) throws IOException {
    FileListing before = file.read();
    if (before.upToDate(half.root())) {
      return before;
    }
    FileListing now = half.list();
    Optional<String> change = ListingChange.between(before, now);
    if (change.isPresent()) {
      throw new DataException(
          "%s has changed since the run began: %s; bring it back, or delete %s to go on with what is there"
              .formatted(half.root(), change.get(), file.path()));
    }
    return now;
  }

  /** Keeps the listing, if it was asked for, for a run that goes on. */
  void save(Path folder) throws IOException {
    if (listing != null) {
      Files.createDirectories(folder);
      file(folder).write(listing);
    }
  }

  /** How many files were passed over, as a sentence; nothing where there are none. */
  List<String> remarks() {
    if (listing == null || listing.skipped().count() == 0) {
      return List.of();
    }
    FileCount skipped = listing.skipped();
    return List.of(
        "%s: %s skipped (hidden or not %s): %s"
            .formatted(
                half.root(),
                skipped.count() == 1 ? "1 file" : skipped.count() + " files",
                skipped.count() == 1 ? "an image" : "images",
                skipped.example()));
  }

  private ListingFile file(Path folder) {
    return new ListingFile(folder.resolve(name + ".files"));
  }

  /** A listing as a split. */
  private record FileSplit(Path root, FileListing listing) implements Split<ImageFile> {

    @Override
    public int size() {
      return listing.size();
    }

    @Override
    public int label(int index) {
      return listing.label(index);
    }

    @Override
    public ImageFile record(int index) {
      return new ImageFile(root.resolve(listing.path(index)));
    }

    @Override
    public String name(int index) {
      return root.resolve(listing.path(index)).toString();
    }
  }
}
