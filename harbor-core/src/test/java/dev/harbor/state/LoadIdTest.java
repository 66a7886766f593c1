package dev.harbor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoadIdTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

  @Test
  void isUnixSecondsMicrosecondsAndDigitsOfItsOwn() {
    assertThat(LoadId.at(NOON).text()).isEqualTo("1795348800.123456000000000");
    assertThat(LoadId.unique(NOON).text())
        .startsWith("1795348800.123456")
        .hasSize(LoadId.LENGTH)
        .matches("\\d{10}\\.\\d{15}");
  }

  @Test
  void twoUniqueIdsOfOneInstantDiffer() {
    assertThat(LoadId.unique(NOON)).isNotEqualTo(LoadId.unique(NOON));
  }

  @Test
  void aGreaterIdStaysAsItIs() {
    LoadId id = LoadId.unique(NOON);

    assertThat(id.after(LoadId.at(NOON.minusNanos(1_000)))).isSameAs(id);
  }

  @Test
  void twoIdsThatGiveWayToTheSameOneStayDifferentAndAreGreater() {
    LoadId newest = new LoadId("1895348800.9999994");
    LoadId one = new LoadId("1795348800.123456000000001");
    LoadId other = new LoadId("1795348800.123456000000002");

    assertThat(one.after(newest).text()).isEqualTo("1895348801.000000000000001");
    assertThat(other.after(newest).text()).isEqualTo("1895348801.000000000000002");
    assertThat(one.after(newest)).isGreaterThan(newest);
  }

  @Test
  void anEqualIdGivesWay() {
    LoadId id = LoadId.unique(NOON);

    assertThat(id.after(id)).isGreaterThan(id).hasToString(id.after(id).text());
    assertThat(id.after(id).text()).endsWith(id.text().substring(17));
  }

  @Test
  void anIdOfAnotherFormCannotGiveWay() {
    assertThatThrownBy(() -> new LoadId("1795348800.1").after(LoadId.at(NOON)))
        .hasMessage(
            "Cannot number load '1795348800.1' anew: only load ids that Harbor made can give way");
  }

  @Test
  void refusesWhatIsNoLoadId() {
    assertThatThrownBy(() -> new LoadId("now"))
        .hasMessage("Cannot read load id 'now': expected Unix seconds, a dot and digits");
  }
}
