package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Mapping;
import org.recu.data.Split;
import org.recu.data.images.ImageFile;
import org.recu.data.images.ImageMappings;

/** A set of image files in {@code train/} and {@code val/}, sorted by class. */
public final class ImageSet implements Dataset<ImageFile> {
  static final String TRAIN = "train";
  static final String VAL = "val";

  private final DatasetInfo info;
  private final ListedSplit train;
  private final ListedSplit val;
  private final ImageMappings mappings;

  private ImageSet(DatasetInfo info, ListedSplit train, ListedSplit val, ImageMappings mappings) {
    this.info = info;
    this.train = train;
    this.val = val;
    this.mappings = mappings;
  }

  /**
   * Opens a set: finds its folder and its classes.
   *
   * @param kind what is known of the set
   * @param source where it is
   * @throws DataException if there is no such folder, if it has fewer than two classes, or if the
   *     splits have different classes
   */
  public static ImageSet open(ImageSetKind kind, DataSource source) throws IOException {
    Path root = kind.find(source.path());
    SplitFolder train = new ClassFolders(root.resolve(TRAIN), Set.of());
    SplitFolder val = AnnotatedFolder.in(root.resolve(VAL));
    List<String> classes = classes(train, val);
    int size = source.imageSize().orElse(kind.imageSize());
    DatasetInfo info = new DatasetInfo(kind.name(), classes, size, kind.normalization());
    Optional<Path> known = source.listings();
    return new ImageSet(
        info,
        new ListedSplit(TRAIN, train, known),
        new ListedSplit(VAL, val, known),
        kind.maker().mappings(root, source, size));
  }

  /** The classes of the splits that exist, which must agree. */
  private static List<String> classes(SplitFolder train, SplitFolder val) throws IOException {
    List<String> classes = (Files.exists(train.root()) ? train : val).classes();
    for (String name : classes) {
      ClassNames.requireOneLine(name, (Files.exists(train.root()) ? train : val).root());
    }
    if (classes.size() < 2) {
      throw new DataException(
          "%s holds one class only (%s), expected two at least"
              .formatted((Files.exists(train.root()) ? train : val).root(), classes.get(0)));
    }
    if (Files.exists(train.root()) && Files.exists(val.root())) {
      requireEqual(train.root(), classes, val.root(), val.classes());
    }
    return classes;
  }

  private static void requireEqual(Path train, List<String> trained, Path val, List<String> tested)
      throws DataException {
    List<String> composed = ClassNames.composed(trained);
    if (composed.equals(ClassNames.composed(tested))) {
      return;
    }
    if (Set.copyOf(composed).equals(Set.copyOf(ClassNames.composed(tested)))) {
      throw new DataException(
          ("%s and %s have the same classes, but write their names in different Unicode forms,"
                  + " which come in different orders: rename those of one, for instance with"
                  + " 'convmv -f utf8 -t utf8 --nfc --notest'")
              .formatted(train, val));
    }
    List<String> differences = new ArrayList<>();
    lacking(trained, tested).ifPresent(these -> differences.add(val + " has no " + these));
    lacking(tested, trained).ifPresent(these -> differences.add(train + " has no " + these));
    if (!differences.isEmpty()) {
      throw new DataException(
          "train and val have different classes: " + String.join("; ", differences));
    }
  }

  /** The names that the others lack, as a count and an example. */
  private static Optional<String> lacking(List<String> names, List<String> others) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(new HashSet<>(others));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new FileCount(missing.size(), missing.get(0)).example());
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public Split<ImageFile> train() throws IOException {
    return expected(train.split());
  }

  @Override
  public Split<ImageFile> test() throws IOException {
    return expected(val.split());
  }

  private Split<ImageFile> expected(Split<ImageFile> split) throws DataException {
    mappings.expect(split.size());
    return split;
  }

  @Override
  public Mapping<ImageFile> augmented() {
    return mappings.augmented();
  }

  @Override
  public Mapping<ImageFile> plain() {
    return mappings.plain();
  }

  @Override
  public void saveListings(Path folder) throws IOException {
    train.save(folder);
    val.save(folder);
  }

  @Override
  public List<String> unreadable() {
    return Stream.of(train, val).flatMap(split -> split.unreadable().stream()).toList();
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(train.remarks());
    remarks.addAll(val.remarks());
    unreadable().forEach(bad -> remarks.add(bad + "; other images take their place"));
    return remarks;
  }

  @Override
  public void close() {
    mappings.close();
  }
}
