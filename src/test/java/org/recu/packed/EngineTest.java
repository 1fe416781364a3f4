package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EngineTest {

  /** Another kernel than the plain one, with its loops. */
  private static final class OtherKernel implements Kernel {

    private final Kernel plain = new PlainKernel();

    @Override
    public String name() {
      return "other";
    }

    @Override
    public Differences differences(BinaryWeights weights) {
      return plain.differences(weights);
    }

    @Override
    public Products products(RealWeights weights) {
      return plain.products(weights);
    }

    @Override
    public Signs signs(int channels) {
      return plain.signs(channels);
    }

    @Override
    public SumSigns signs(Thresholds thresholds) {
      return plain.signs(thresholds);
    }
  }

  @Test
  void pool_afterTheFirstImages_isOfTheOtherKernel() throws IOException {
    Engine engine =
        Engine.startingPlain("made_up.recu", SmallNetworks.oneShortcut(64), new OtherKernel());
    WorkspacePool first = engine.pool(1);
    assertThat(engine.pool(Engine.FIRST_IMAGES - 2)).isSameAs(first);
    assertThat(engine.pool(1)).isSameAs(first);
    WorkspacePool second = engine.pool(1);
    assertThat(second).isNotSameAs(first);
    assertThat(engine.pool(1)).isSameAs(second);
  }

  @Test
  void pool_ofAChosenKernel_staysTheSame() throws IOException {
    Engine engine = Engine.of("made_up.recu", SmallNetworks.oneShortcut(64), new OtherKernel());
    assertThat(engine.pool(Engine.FIRST_IMAGES + 1)).isSameAs(engine.pool(1));
    Engine plain =
        Engine.startingPlain("made_up.recu", SmallNetworks.oneShortcut(64), new PlainKernel());
    assertThat(plain.pool(Engine.FIRST_IMAGES + 1)).isSameAs(plain.pool(1));
  }
}
