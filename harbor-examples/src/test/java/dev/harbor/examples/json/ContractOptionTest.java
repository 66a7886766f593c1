package dev.harbor.examples.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harbor.contract.ContractMode;
import dev.harbor.contract.SchemaContract;
import dev.harbor.examples.support.UsageException;
import org.junit.jupiter.api.Test;

/** What {@code --contract} takes. */
class ContractOptionTest {
  @Test
  void takesAModeOrAModeForEach() {
    assertThat(ContractOption.read("quarantine"))
        .isEqualTo(SchemaContract.of(ContractMode.QUARANTINE));
    assertThat(ContractOption.read("{\"columns\": \"discard_value\", \"data_type\": \"freeze\"}"))
        .isEqualTo(SchemaContract.production().withColumns(ContractMode.DISCARD_VALUE));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String wrong : new String[] {"frozen", "{\"column\":\"freeze\"}", "{\"tables\":1}", "{"}) {
      assertThatThrownBy(() -> ContractOption.read(wrong))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("--contract");
    }
  }
}
