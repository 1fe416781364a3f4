package org.recu.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.image.Normalization;

final class DatasetsTest {
  @TempDir private Path folder;

  @Test
  void names_all_inTheOrderOfHelp() {
    assertThat(Datasets.names())
        .containsExactly("cifar10", "cifar100", "shapes", "tinyimagenet", "imagenet", "folder");
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
            "dataset (mnist) must be one of cifar10, cifar100, shapes, tinyimagenet, imagenet,"
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
}
