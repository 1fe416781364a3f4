package org.recu.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.recu.image.Normalization;

/**
 * Everything that the program knows of a data set before it opens it. Options, help, download,
 * training defaults and inference read it here.
 *
 * @param name as {@code --dataset} takes it, such as {@code cifar10}
 * @param summary what it is, for the help page
 * @param images that a network sees
 * @param files where its images come from
 * @param training defaults of training on it
 * @param opener opens it
 */
public record DatasetDescriptor(
    String name, String summary, Images images, Files files, Training training, Opener opener) {

  /**
   * The images of a set.
   *
   * @param classes of the set; empty where its folder says
   * @param size height and width in pixels, unless {@code --image_size} says otherwise
   * @param normalization of the images
   * @param centreCrop whether validation cuts the edges off, as ImageNet's does
   */
  public record Images(
      OptionalInt classes, int size, Normalization normalization, boolean centreCrop) {

    /**
     * The length in pixels to which validation resizes the short side of an image, before it takes
     * the centre.
     *
     * @param size height and width that the network sees
     */
    public int shortSide(int size) {
      return centreCrop ? shortSideOfCentreCrop(size) : size;
    }

    /** 256 pixels for a network of 224, and so in proportion. */
    public static int shortSideOfCentreCrop(int size) {
      return size * 8 / 7;
    }
  }

  /** How the images of a set are stored. */
  public enum Storage {
    /** Many images to a file, all of one size. */
    ARRAYS,
    /** One image to a file, of any size. */
    IMAGE_FILES,
    /** Nowhere: the program draws them. */
    DRAWN
  }

  /**
   * Where the images of a set come from.
   *
   * @param storage how they are stored
   * @param folders names that the set's own folder may have within {@code --data_path}
   * @param archive that {@code recu download} fetches, if there is one
   */
  public record Files(Storage storage, List<String> folders, Optional<Archive> archive) {

    public Files {
      folders = List.copyOf(folders);
    }
  }

  /**
   * Defaults of training.
   *
   * @param preset the column of defaults; empty where the size of the images decides
   * @param lighting strength of the random lighting; empty where the set has none
   */
  public record Training(Optional<Preset> preset, OptionalDouble lighting) {}

  /** Opens a set from what the user said of it. */
  @FunctionalInterface
  public interface Opener {
    /** Opens the set, which the caller closes. */
    Dataset<?> open(DatasetDescriptor descriptor, DataSource source) throws IOException;
  }

  /** The smallest image size for which networks and recipes for large images are meant. */
  private static final int LARGE = 64;

  /** Whether each image has a file of its own, so that it matters how those are read. */
  public boolean hasImageFiles() {
    return files.storage() == Storage.IMAGE_FILES;
  }

  /**
   * The column of training defaults that applies.
   *
   * @param imageSize height and width of the images; empty for the set's own
   */
  public Preset preset(OptionalInt imageSize) {
    return training
        .preset()
        .orElse(imageSize.orElse(images.size()) < LARGE ? Preset.SMALL : Preset.LARGE);
  }

  /** Opens the set. */
  public Dataset<?> open(DataSource source) throws IOException {
    return opener.open(this, source);
  }
}
