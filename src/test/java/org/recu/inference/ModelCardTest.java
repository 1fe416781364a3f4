package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.ModelDescription;
import org.recu.image.Normalization;

final class ModelCardTest {

  private static final ModelDescription DESCRIPTION =
      new ModelDescription(
          "resnet20_1w1a",
          "shapes",
          2,
          List.of("disc", "grün"),
          32,
          new Normalization(List.of(.1, .2, .3), List.of(.4, .5, .6)));

  @TempDir private Path model;
  private Path assets;

  @BeforeEach
  void name() {
    assets = model.resolve("assets");
  }

  @Test
  void find_whatWasWritten_isTheSame() throws IOException {
    ModelCard card = ModelCard.of(DESCRIPTION);
    card.write(assets);
    assertThat(ModelCard.find(model)).contains(card);
    assertThat(card)
        .isEqualTo(
            new ModelCard(
                "resnet20_1w1a",
                "shapes",
                32,
                new Normalization(List.of(.1, .2, .3), List.of(.4, .5, .6)),
                List.of("disc", "grün")));
    assertThat(Files.readString(assets.resolve("model.json")).replaceAll("\\s", ""))
        .isEqualTo(
            "{'model':'resnet20_1w1a','dataset':'shapes','imageSize':32,'mean':[0.1,0.2,0.3],'standardDeviation':[0.4,0.5,0.6],'classNames':['disc','grün']}"
                .replace('\'', '"'));
    assertThat(Files.readAllLines(assets.resolve("class_names.txt")))
        .containsExactly("disc", "grün");
  }

  @Test
  void find_noCard_isEmpty() throws IOException {
    assertThat(ModelCard.find(model)).isEmpty();
  }

  @Test
  void find_damagedCard_namesTheFile() throws IOException {
    ModelCard.of(DESCRIPTION).write(assets);
    Path file = assets.resolve("model.json");
    String json = Files.readString(file);
    for (String damaged :
        List.of("", "{", json.substring(0, json.length() / 2), "[]", "null", "{}")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> ModelCard.find(model))
          .as("content: %s", damaged)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + " is damaged: ");
    }
  }
}
