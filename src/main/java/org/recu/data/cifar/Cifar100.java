package org.recu.data.cifar;

import java.util.List;
import org.recu.data.DatasetInfo;
import org.recu.image.Normalization;

/** What CIFAR-100 is, with its fine labels (the same source as {@link Cifar10}). */
public final class Cifar100 {
  /** In the order of labels, which is alphabetical. */
  private static final String CLASS_NAMES =
      """
      apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus
      butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch
      crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo
      keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse
      mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy
      porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper
      snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television
      tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
      """;

  public static final DatasetInfo INFO =
      new DatasetInfo(
          "cifar100",
          List.of(CLASS_NAMES.strip().split("\\s+")),
          CifarImages.IMAGE_SIZE,
          new Normalization(List.of(.507, .487, .441), List.of(.267, .256, .276)));

  private Cifar100() {}

  /** The layouts as distributed, 50,000 and 10,000 records. */
  public static List<CifarVersion> versions() {
    return versions(50_000, 10_000);
  }

  /** The layouts with other numbers of records. */
  static List<CifarVersion> versions(int trainRecords, int testRecords) {
    return List.of(
        new CifarVersion(
            "cifar-100-binary",
            new CifarBinaryReader(2),
            new CifarFiles(List.of("train.bin"), trainRecords),
            new CifarFiles(List.of("test.bin"), testRecords)),
        new CifarVersion(
            "cifar-100-python",
            new CifarPickleReader("fine_labels"),
            new CifarFiles(List.of("train"), trainRecords),
            new CifarFiles(List.of("test"), testRecords)));
  }
}
