package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes the card of an exported model. */
public final class ModelCardTarget {

  private ModelCardTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path card = ScratchFile.of("savedmodel/assets/model.json", data);
    Bounds.check(
        data.length, IOException.class, () -> ModelCard.find(card.getParent().getParent()));
  }
}
