package org.recu.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.catalog.Datasets;

/**
 * Which set is read, from where, and at which size.
 *
 * @param name one of {@link Datasets#names()}
 * @param path folder that holds the set's folder, or that folder itself; empty for a set that the
 *     program draws itself
 * @param imageSize height and width of the images that a network sees, in pixels; empty for the
 *     set's usual ones
 * @param images how image files are read; of no account for other sets
 * @param listings folder in which {@link Dataset#saveListings} may have left what is known of the
 *     files; empty to look for them anew
 */
public record DataSource(
    String name,
    Optional<Path> path,
    OptionalInt imageSize,
    ImageOptions images,
    Optional<Path> listings) {

  /**
   * A set with images of its usual size.
   *
   * @param name one of {@link Datasets#names()}
   * @param path of its folder; empty for a set that is drawn
   */
  public static DataSource of(String name, Optional<Path> path) {
    return new DataSource(name, path, OptionalInt.empty(), ImageOptions.PLAIN, Optional.empty());
  }

  /** The same with images of another size. */
  public DataSource withImageSize(int size) {
    return new DataSource(name, path, OptionalInt.of(size), images, listings);
  }

  /** The same read in another way. */
  public DataSource with(ImageOptions options) {
    return new DataSource(name, path, imageSize, options, listings);
  }

  /** The same with what is known of its files. */
  public DataSource withListings(Path folder) {
    return new DataSource(name, path, imageSize, images, Optional.of(folder));
  }
}
