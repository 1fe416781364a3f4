package org.recu.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetDescriptor;
import org.recu.data.DatasetDescriptor.Storage;
import org.recu.data.DatasetInfo;
import org.recu.data.Preset;
import org.recu.image.Normalization;

final class DatasetsTest {
  @TempDir private Path folder;

  @Test
  void names_all_inTheOrderOfHelp() {
    assertThat(Datasets.names())
        .containsExactly("cifar10", "cifar100", "shapes", "imagenet", "tinyimagenet", "folder");
  }

  @Test
  void info_cifar10_asPublished() throws IOException {
    DatasetInfo info = info("cifar10");
    assertThat(info.classes()).isEqualTo(10);
    assertThat(info.classNames()).startsWith("airplane", "automobile").endsWith("ship", "truck");
    assertThat(info.imageSize()).isEqualTo(32);
    assertThat(info.normalization())
        .isEqualTo(new Normalization(List.of(.485, .456, .406), List.of(.229, .224, .225)));
  }

  @Test
  void info_cifar100_hundredNamesInAlphabeticalOrder() throws IOException {
    DatasetInfo info = info("cifar100");
    assertThat(info.classes()).isEqualTo(100);
    assertThat(info.classNames()).doesNotHaveDuplicates().isSorted();
    assertThat(info.classNames().get(0)).isEqualTo("apple");
    assertThat(info.classNames().get(47)).isEqualTo("maple_tree");
    assertThat(info.classNames().get(99)).isEqualTo("worm");
    assertThat(info.normalization())
        .isEqualTo(new Normalization(List.of(.507, .487, .441), List.of(.267, .256, .276)));
  }

  @Test
  void open_unknownName_refusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Datasets.open(DataSource.of("mnist", Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dataset (mnist) must be one of cifar10, cifar100, shapes, imagenet, tinyimagenet,"
                + " folder");
  }

  @Test
  void open_cifarWithoutAPath_saysHowToGiveOrGetIt() {
    for (String name : List.of("cifar10", "cifar100")) {
      assertThatThrownBy(() -> Datasets.open(DataSource.of(name, Optional.empty())))
          .isInstanceOf(DataException.class)
          .hasMessage(
              name
                  + " is read from files: name their folder with --data_path, or get them with:"
                  + " recu download "
                  + name
                  + " --data_path D");
    }
  }

  @Test
  void open_shapes_needsNoPath() throws IOException {
    try (Dataset<?> shapes = Datasets.open(DataSource.of("shapes", Optional.empty()))) {
      assertThat(shapes.info().classes()).isEqualTo(10);
      assertThat(shapes.augmented().imageSize()).isEqualTo(32);
      assertThat(shapes.plain().imageSize()).isEqualTo(32);
    }
  }

  @Test
  void open_otherSizeThanTheSetHas_refused() {
    assertThatThrownBy(
            () -> Datasets.open(DataSource.of("shapes", Optional.empty()).withImageSize(64)))
        .isInstanceOf(DataException.class)
        .hasMessage("shapes has images of 32 pixels, not of 64");
  }

  private DatasetInfo info(String name) throws IOException {
    try (Dataset<?> dataset = Datasets.open(DataSource.of(name, Optional.of(folder)))) {
      return dataset.info();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10, 10, 32, SMALL, SMALL, , 224",
    "cifar100, 100, 32, SMALL, SMALL, , 224",
    "shapes, 10, 32, SMALL, SMALL, , 224",
    "tinyimagenet, 200, 224, LARGE, LARGE, , 224",
    "imagenet, 1000, 224, LARGE, LARGE, 0.1, 256",
    "folder, , 224, LARGE, SMALL, 0.0, 256"
  })
  void descriptor_eachSet_hasThePublishedDefaults(
      String name,
      Integer classes,
      int imageSize,
      Preset usual,
      Preset ofTinyImages,
      Double lighting,
      int shortSide) {
    DatasetDescriptor descriptor = Datasets.descriptor(name);
    assertThat(descriptor.images().classes())
        .isEqualTo(classes == null ? OptionalInt.empty() : OptionalInt.of(classes));
    assertThat(descriptor.images().size()).isEqualTo(imageSize);
    assertThat(descriptor.preset(OptionalInt.empty())).isEqualTo(usual);
    assertThat(descriptor.preset(OptionalInt.of(63))).isEqualTo(ofTinyImages);
    assertThat(descriptor.training().lighting())
        .isEqualTo(lighting == null ? OptionalDouble.empty() : OptionalDouble.of(lighting));
    assertThat(Datasets.shortSide(name, 224)).isEqualTo(shortSide);
  }

  @Test
  void shortSide_unknownSet_isTheWholeImage() {
    assertThat(Datasets.shortSide("mnist", 224)).isEqualTo(224);
  }

  @Test
  void descriptors_whatIsSaidTwice_agrees() throws IOException {
    for (DatasetDescriptor descriptor : Datasets.all()) {
      boolean openedWithoutFiles = descriptor.files().storage() != Storage.IMAGE_FILES;
      if (openedWithoutFiles) {
        DatasetInfo info = info(descriptor.name());
        assertThat(descriptor.images().classes()).hasValue(info.classes());
        assertThat(descriptor.images().size()).isEqualTo(info.imageSize());
        assertThat(descriptor.images().normalization()).isEqualTo(info.normalization());
      }
      assertThat(Datasets.downloadable().contains(descriptor.name()))
          .isEqualTo(descriptor.files().archive().isPresent());
      assertThat(Datasets.summary()).contains(descriptor.name() + " (" + descriptor.summary());
    }
  }
}
