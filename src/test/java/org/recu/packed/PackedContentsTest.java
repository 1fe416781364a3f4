package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.NetworkMessage;

/** What a file says, without computing. */
final class PackedContentsTest {

  @TempDir private Path folder;

  private Path write(NetworkMessage network) throws IOException {
    return Files.write(folder.resolve("f.recu"), PackedFiles.of(network.toByteString()));
  }

  @Test
  void read_ofAFile_saysWhatIsInIt() throws IOException {
    NetworkMessage network =
        SmallNetworks.plain(48, 30).toBuilder()
            .addAllClassNames(List.of("a", "b", "c", "d", "e", "f"))
            .build();
    PackedContents contents = PackedContents.read(write(network));
    CRC32 checksum = new CRC32();
    checksum.update(network.toByteArray());
    assertThat(contents.checksum()).isEqualTo((int) checksum.getValue());
    assertThat(contents.formatVersion()).isEqualTo(1);
    assertThat(contents.info().name()).isEqualTo("made_up");
    assertThat(contents.info().dataset()).isEqualTo("shapes");
    assertThat(contents.info().classes()).isEqualTo(6);
    assertThat(contents.info().classNames()).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(contents.info().scores()).isEmpty();
    assertThat(contents.info().image())
        .isEqualTo(
            new ImageForm(
                9,
                network.getImage().getShortSide(),
                network.getImage().getMeanList(),
                network.getImage().getStandardDeviationList()));
  }

  @Test
  void read_ofAFile_listsItsOperations() throws IOException {
    NetworkMessage network = SmallNetworks.plain(48, 30);
    List<PackedLayer> layers = PackedContents.read(write(network)).layers();
    assertThat(layers)
        .extracting(PackedLayer::kind)
        .startsWith(
            "convolution",
            "normalization",
            "hard tanh",
            "binary convolution",
            "max pooling",
            "normalization")
        .endsWith("flatten", "linear");
    PackedLayer first = layers.get(0);
    assertThat(first)
        .isEqualTo(
            new PackedLayer(
                1,
                "convolution",
                List.of(0),
                new Shape(9, 9, 48),
                Optional.of(new Geometry(48, 3, 1, 1)),
                SignCounts.NONE,
                3 * 3 * 3 * 48));
    assertThat(layers.get(1).numbers()).as("mean, deviation, gain, offset").isEqualTo(4 * 48);
    assertThat(layers.get(4).window()).contains(new Geometry(96, 2, 2, 0));
    assertThat(layers.get(layers.size() - 1).numbers()).isEqualTo(4 * 48 * 6 + 6);
    PackedLayer binary = layers.get(3);
    BinaryConvolutionMessage message = network.getOperations(3).getBinaryConvolution();
    long positive = 0;
    for (int i = 0; i < 9 * 48 * 96; i++) {
      positive += message.getSigns().byteAt(i / 8) >> i % 8 & 1;
    }
    assertThat(binary.signs())
        .isEqualTo(new SignCounts(9 * 48 * 96, positive, message.getZerosCount()));
    assertThat(binary.bytes()).isEqualTo(9 * 48 * 96 / 8.0);
  }

  @Test
  void read_ofADamagedFile_namesIt() throws IOException {
    Path file = write(SmallNetworks.unusual());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> PackedContents.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is truncated or no packed network");
  }
}
