package org.recu.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which data set to read, from where, and at which image size.
 *
 * @param name as {@code --dataset} takes it
 * @param path folder that holds the set's folder, or that folder itself; empty for a set that the
 *     program draws itself
 * @param imageSize height and width of the images that a network sees, in pixels; empty for the
 *     set's usual ones
 * @param images how to read image files; ignored by other sets
 * @param listings folder in which {@link Dataset#saveListings} saved the file listings; empty to
 *     list the files again
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
   * @param name as {@code --dataset} takes it
   * @param path of its folder; empty for a set that is drawn
   */
  public static DataSource of(String name, Optional<Path> path) {
    return new DataSource(name, path, OptionalInt.empty(), ImageOptions.PLAIN, Optional.empty());
  }

  /** The same with images of another size. */
  public DataSource withImageSize(int size) {
    return new DataSource(name, path, OptionalInt.of(size), images, listings);
  }

  /** The same with other image options. */
  public DataSource with(ImageOptions options) {
    return new DataSource(name, path, imageSize, options, listings);
  }

  /** The same with saved file listings. */
  public DataSource withListings(Path folder) {
    return new DataSource(name, path, imageSize, images, Optional.of(folder));
  }
}
