package org.recu.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.data.DataSource;
import org.recu.data.DatasetDescriptor;
import org.recu.data.ImageCache;
import org.recu.data.ImageOptions;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.LimitBy;

/** Reads the options of a data set and rejects those that it does not support. */
final class SourceReader {

  private SourceReader() {}

  /** The data set of {@code --dataset}, with all its options. */
  static DataSource read(Answers answers) throws UsageException {
    String name = answers.get(SharedSettings.DATASET);
    DatasetDescriptor known = Datasets.descriptor(name);
    Optional<Path> path = answers.find(SharedSettings.DATA_PATH).map(Path::of);
    DatasetChecks.requireFolder(known, path.isPresent());
    int size = answers.find(SharedSettings.IMAGE_SIZE).orElse(known.images().size());
    DatasetChecks.requireSize(known, size);
    return DataSource.of(name, path).withImageSize(size).with(images(known, answers));
  }

  private static ImageOptions images(DatasetDescriptor known, Answers answers)
      throws UsageException {
    boolean fast = answers.flag(SharedSettings.USE_DALI);
    if (fast) {
      DatasetChecks.requireImageFiles(known, SharedSettings.USE_DALI);
    }
    Optional<Double> lighting = answers.find(TrainSettings.LIGHTING);
    if (lighting.isPresent() && !known.training().lighting().isPresent()) {
      throw new UsageException(
          "--lighting is only for "
              + Datasets.all().stream()
                  .filter(set -> set.training().lighting().isPresent())
                  .map(DatasetDescriptor::name)
                  .collect(Collectors.joining(" and ")));
    }
    if (lighting.isPresent() && fast) {
      throw new UsageException("--lighting: the fast loader, --use_dali, has none");
    }
    ImageCache cache =
        ImageCache.valueOf(answers.get(SharedSettings.CACHE).toUpperCase(Locale.ROOT));
    if (cache != ImageCache.NONE) {
      DatasetChecks.requireImageFiles(known, SharedSettings.CACHE);
    }
    return new ImageOptions(fast, cache, lighting.orElse(0.0));
  }

  /** How to handle images that cannot be read. */
  static BadImages badImages(Answers answers) throws UsageException {
    return BadImages.valueOf(answers.get(SharedSettings.ON_BAD_IMAGE).toUpperCase(Locale.ROOT));
  }

  /** Which images a limited number of them is. */
  static LimitBy limitBy(Answers answers) throws UsageException {
    return LimitBy.valueOf(answers.get(SharedSettings.LIMIT_BY).toUpperCase(Locale.ROOT));
  }
}
