package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenPicture;

final class ResamplerTest {

  static List<GoldenPicture> centres() {
    return GoldenPicture.all("resize short side");
  }

  static List<GoldenPicture> crops() {
    return GoldenPicture.all("crop top");
  }

  @ParameterizedTest
  @MethodSource("centres")
  void resample_ofTheShortSideThenTheCentre_hasPilsPixels(GoldenPicture golden) {
    Raster source = Pictures.raster(golden.sourcePixels());
    Box resized = CentreCut.withShortSide(source.height(), source.width(), 64);
    Box window = Box.centre(resized.height(), resized.width(), 56);
    Raster target = new Raster();
    new Resampler()
        .resample(
            source,
            Box.whole(source.height(), source.width()),
            Axis.part(source.height(), resized.height(), window.top(), window.bottom()),
            Axis.part(source.width(), resized.width(), window.left(), window.right()),
            target);
    assertThat(Pictures.difference(target, golden.outputPixels()))
        .isEqualTo(new Pictures.Difference(0, 0));
  }

  @ParameterizedTest
  @MethodSource("crops")
  void resample_ofACrop_hasPilsPixels(GoldenPicture golden) {
    Raster source = Pictures.raster(golden.sourcePixels());
    Box crop =
        new Box(
            golden.top().orElseThrow(),
            golden.left().orElseThrow(),
            golden.height().orElseThrow(),
            golden.width().orElseThrow());
    Raster target = new Raster();
    Resampler resampler = new Resampler();
    // Data left over from an earlier image must not affect the result.
    resampler.resample(
        source,
        Box.whole(source.height(), source.width()),
        Axis.whole(0, source.height(), 3),
        Axis.whole(0, source.width(), 90),
        target);
    resampler.resample(
        Pictures.cut(source, crop),
        crop,
        Axis.whole(crop.top(), crop.height(), 56),
        Axis.whole(crop.left(), crop.width(), 56),
        target);
    assertThat(Pictures.difference(target, golden.outputPixels()))
        .isEqualTo(new Pictures.Difference(0, 0));
  }

  @Test
  void resample_toTheSameSize_changesNothing() {
    Raster source = Pictures.raster(crops().get(0).sourcePixels());
    Raster target = new Raster();
    new Resampler()
        .resample(
            source,
            Box.whole(source.height(), source.width()),
            Axis.whole(0, source.height(), source.height()),
            Axis.whole(0, source.width(), source.width()),
            target);
    assertThat(Pictures.difference(target, crops().get(0).sourcePixels()).greatest()).isZero();
  }

  @ParameterizedTest
  @MethodSource("crops")
  void resample_ofAReversedAxis_isTheMirrorImage(GoldenPicture golden) {
    Raster source = Pictures.raster(golden.sourcePixels());
    Box whole = Box.whole(source.height(), source.width());
    Axis vertical = Axis.whole(2, 15, 9);
    Axis horizontal = new Axis(3, 17, 40, 5, 31, false);
    Raster mirrored = new Raster();
    new Resampler().resample(source, whole, vertical, horizontal, mirrored);
    mirrored.mirror();
    Raster target = new Raster();
    new Resampler().resample(source, whole, vertical, horizontal.reverse(), target);
    assertThat(Pictures.difference(target, mirrored).greatest()).isZero();
  }

  @Test
  void resample_ofALightPicture_staysLight() {
    Raster source = new Raster(31, 47);
    Arrays.fill(source.pixels(), (byte) 255);
    Raster target = new Raster();
    new Resampler()
        .resample(source, Box.whole(31, 47), Axis.whole(0, 31, 13), Axis.whole(0, 47, 101), target);
    for (int i = 0; i < target.length(); i++) {
      assertThat(target.pixels()[i]).isEqualTo((byte) 255);
    }
  }

  @Test
  void resample_ofPixelsThatAreNotAtHand_isRefused() {
    assertThatThrownBy(
            () ->
                new Resampler()
                    .resample(
                        new Raster(10, 10),
                        new Box(0, 1, 10, 10),
                        Axis.whole(0, 10, 5),
                        Axis.whole(0, 11, 5),
                        new Raster()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is needed of");
  }
}
