package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.DatasetDescriptor;
import org.recu.data.images.ImageMappings;
import org.recu.image.Normalization;

/**
 * The properties of a set of image files before it is opened.
 *
 * @param name as {@code --dataset} takes it
 * @param folders names that its folder may have within the data path
 * @param imageSize default height and width of its images, in pixels
 * @param normalization of its images
 * @param maker makes mappings for its files
 */
public record ImageSetKind(
    String name, List<String> folders, int imageSize, Normalization normalization, Maker maker) {

  /** The kind that a descriptor describes. */
  public static ImageSetKind of(DatasetDescriptor descriptor, Maker maker) {
    return new ImageSetKind(
        descriptor.name(),
        descriptor.files().folders(),
        descriptor.images().size(),
        descriptor.images().normalization(),
        maker);
  }

  /** Makes mappings of the folder of the files, what a source says, and the images' size. */
  public interface Maker {
    ImageMappings mappings(Path root, DataSource source, int imageSize) throws IOException;
  }

  /**
   * The folder that holds {@code train} and {@code val}.
   *
   * @throws DataException if there is none
   */
  Path find(Optional<Path> dataPath) throws DataException {
    if (dataPath.isEmpty()) {
      throw new DataException(name + " is read from files: name their folder with --data_path");
    }
    Path given = dataPath.get();
    if (!Files.isDirectory(given)) {
      throw new DataException(
          "data path " + given + (Files.exists(given) ? " is not a folder" : " does not exist"));
    }
    List<Path> places =
        Stream.concat(Stream.of(given), folders.stream().map(given::resolve)).toList();
    return places.stream()
        .filter(place -> isHalf(place, ImageSet.TRAIN) || isHalf(place, ImageSet.VAL))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "%s holds no class folders: expected train/CLASS/ and val/CLASS/ with images in %s"
                        .formatted(
                            given,
                            places.stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(" or ")))));
  }

  private static boolean isHalf(Path place, String name) {
    return Files.isDirectory(place.resolve(name));
  }
}
