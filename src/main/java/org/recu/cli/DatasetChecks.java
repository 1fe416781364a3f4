package org.recu.cli;

import java.util.stream.Collectors;
import org.recu.data.DatasetDescriptor;
import org.recu.data.DatasetDescriptor.Storage;
import org.recu.data.catalog.Datasets;

/** Rejects options that a data set does not support. */
final class DatasetChecks {

  private DatasetChecks() {}

  /** Requires {@code --data_path} if the data set is read from a folder. */
  static void requireFolder(DatasetDescriptor dataset, boolean given) throws UsageException {
    if (dataset.files().storage() != Storage.DRAWN && !given) {
      throw new UsageException(
          "--data_path is missing: the folder that holds %s (recu download fetches %s; --dataset %s needs no folder)"
              .formatted(
                  dataset.images().classes().isPresent()
                      ? dataset.name()
                      : "train/ and val/ with one folder per class",
                  String.join(" and ", Datasets.downloadable()),
                  names(Storage.DRAWN)));
    }
  }

  /** Rejects an option about image files if the data set has none. */
  static void requireImageFiles(DatasetDescriptor dataset, Setting<?> setting)
      throws UsageException {
    if (!dataset.hasImageFiles()) {
      throw new UsageException(
          "%s: %s has no image files; the option is for %s"
              .formatted(setting.typedName(), dataset.name(), names(Storage.IMAGE_FILES)));
    }
  }

  /** Rejects an image size that the data set does not have. */
  static void requireSize(DatasetDescriptor dataset, int typed) throws UsageException {
    int size = dataset.images().size();
    if (!dataset.hasImageFiles() && typed != size) {
      throw new UsageException(
          "--image_size: %s has images of %d pixels, not of %d"
              .formatted(dataset.name(), size, typed));
    }
  }

  private static String names(Storage storage) {
    return Datasets.all().stream()
        .filter(set -> set.files().storage() == storage)
        .map(DatasetDescriptor::name)
        .collect(Collectors.joining(", "));
  }
}
