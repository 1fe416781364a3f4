package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.recu.graph.Device;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;

/** Warnings about a device before training. */
final class DevicesTest {

  private static final Processor WITHOUT = new Processor(false, false, false);
  private static final Processor WITH = new Processor(true, false, false);

  @Test
  void doubt_mixedPrecisionWithoutBfloat16_isOneLine() {
    assertThat(Devices.doubt(Arithmetic.MIXED, Device.cpu(), WITHOUT))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("recu: --mixed_precision: ").hasLineCount(1));
  }

  @Test
  void doubt_elsewhere_isNone() {
    assertThat(Devices.doubt(Arithmetic.MIXED, Device.cpu(), WITH)).isEmpty();
    assertThat(Devices.doubt(Arithmetic.FLOAT32, Device.cpu(), WITHOUT)).isEmpty();
    assertThat(Devices.doubt(Arithmetic.MIXED, new Device(OptionalInt.of(0)), WITHOUT)).isEmpty();
  }
}
