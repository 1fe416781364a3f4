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
 * One split of a set of files, listed once: on first use, or by an earlier run that saved its
 * listing. For one thread; the split it returns is thread-safe.
 */
final class ListedSplit {
  private final SplitFolder half;

  /** {@code train} or {@code val}, for the name of the listing's file and messages. */
  private final String name;

  /** The folder that {@link #save} wrote to, which may be missing. */
  private final Optional<Path> known;

  /** Null until first use. */
  private FileListing listing;

  ListedSplit(String name, SplitFolder half, Optional<Path> known) {
    this.name = name;
    this.half = half;
    this.known = known;
  }

  /**
   * The files.
   *
   * @throws DataException if there are none, a folder cannot be listed, or the files differ from
   *     the saved listing
   */
  Split<ImageFile> split() throws IOException {
    if (listing == null) {
      Optional<ListingFile> file = known.map(this::file).filter(f -> Files.exists(f.path()));
      listing = file.isPresent() ? check(file.get()) : half.list();
    }
    return new FileSplit(half.root(), listing);
  }

  /** The saved listing, or one with the same files and newer times. */
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

  /** Saves the listing, if there is one, for a resumed run. */
  void save(Path folder) throws IOException {
    if (listing != null) {
      Files.createDirectories(folder);
      file(folder).write(listing);
    }
  }

  /** A sentence on files that cannot be read; empty if none are known. */
  Optional<String> unreadable() {
    return listing == null ? Optional.empty() : listing.bad().sentence(half.root());
  }

  /** A sentence on the number of skipped files; empty if there are none. */
  List<String> remarks() {
    if (listing == null || listing.skipped().count() == 0) {
      return List.of();
    }
    FileCount skipped = listing.skipped();
    return List.of(
        "%s: %s skipped (hidden, not %s, or in no class folder): %s"
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
