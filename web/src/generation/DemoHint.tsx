import { useTranslation } from "react-i18next";
import classes from "./Form.module.css";

const command = `./run --Models:Default=mine \\
  --Models:Catalog:mine:Provider=openai \\
  --Models:Catalog:mine:Endpoint=http://127.0.0.1:11434/v1 \\
  --Models:Catalog:mine:Model=qwen3`;

export function DemoHint() {
  const { t } = useTranslation();
  return (
    <div className={classes.demo} data-testid="demo-hint">
      <p>{t("form.demo")}</p>
      <details>
        <summary>{t("form.demoHow")}</summary>
        <p>{t("form.demoSteps")}</p>
        <pre tabIndex={0}>{command}</pre>
      </details>
    </div>
  );
}
