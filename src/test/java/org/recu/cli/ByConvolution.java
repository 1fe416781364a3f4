package org.recu.cli;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.recu.lowering.SumsBy;

/**
 * Lets a class of tests train by TensorFlow's convolution, for which no loops are compiled: no
 * number depends on it. Other classes count bits, and {@link FinishedRun} does so for all.
 */
final class ByConvolution implements BeforeAllCallback, AfterAllCallback {

  private String before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = System.setProperty(SumsBy.PROPERTY, SumsBy.CONVOLUTION.word());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    restore(before);
  }

  /** Sets the property to what it was; null where it was not set. */
  static void restore(String before) {
    if (before == null) {
      System.clearProperty(SumsBy.PROPERTY);
    } else {
      System.setProperty(SumsBy.PROPERTY, before);
    }
  }
}
