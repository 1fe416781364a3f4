package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AddressSpaceTest {

  private static final String STATUS =
      "VmPeak:\t 3702012 kB\nVmSize:\t 1024000 kB\nVmLck:\t 0 kB\n";

  private static String limits(String soft) {
    return "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max address space         %-20s unlimited            bytes     \n".formatted(soft)
        + "Max file locks            unlimited            unlimited            locks     \n";
  }

  @Test
  void parse_limit_givesItAndWhatIsUsed() {
    assertThat(AddressSpace.parse(limits("4096000000"), STATUS))
        .hasValue(new AddressSpace(4_096_000_000L, 1_048_576_000L));
  }

  @Test
  void parse_noLimit_isNone() {
    assertThat(AddressSpace.parse(limits("unlimited"), STATUS)).isEmpty();
    assertThat(AddressSpace.parse("", "")).isEmpty();
  }

  @Test
  void requireEnough_lessThanTensorFlowTakes_saysWhatToDo() throws IOException {
    new AddressSpace(4_000L << 20, 2_800L << 20).requireEnough();
    assertThatThrownBy(() -> new AddressSpace(4_000L << 20, 2_801L << 20).requireEnough())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "not enough address space for TensorFlow: it is limited to 4000 MB (ulimit -v), of which"
                + " Java has 2801, and TensorFlow takes 1200 or more: raise the limit, or leave Java"
                + " less (-Xmx in RECU_JAVA_OPTS)");
  }
}
