package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recu.graph.Device;
import org.recu.graph.Processor;
import org.recu.lowering.Arithmetic;

/** Warnings about a device before training. */
final class DevicesTest {

  private static final Processor WITHOUT = new Processor("", Set.of("fpu"));
  private static final Processor WITH = new Processor("", Set.of("fpu", "avx512_bf16"));

  @Test
  void doubt_mixedPrecisionWithoutBfloat16_isOneLine() {
    assertThat(Devices.doubt(Arithmetic.MIXED, Device.cpu(), WITHOUT))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("recu: --mixed_precision: ").hasLineCount(1));
  }

  @Test
  void missing_numberBeyondTheLast_namesItAndHowManyThereAre() {
    assertThat(
            Devices.missing(
                "'visible_device_list' listed an invalid Device id '5' but visible device count is"
                    + " 2"))
        .isEqualTo("there is no GPU 5: TensorFlow sees 2, numbered from 0");
    assertThat(Devices.missing("another reason")).isEqualTo("another reason");
  }

  @Test
  void doubt_elsewhere_isNone() {
    assertThat(Devices.doubt(Arithmetic.MIXED, Device.cpu(), WITH)).isEmpty();
    assertThat(Devices.doubt(Arithmetic.FLOAT32, Device.cpu(), WITHOUT)).isEmpty();
    assertThat(Devices.doubt(Arithmetic.MIXED, new Device(OptionalInt.of(0)), WITHOUT)).isEmpty();
  }
}
