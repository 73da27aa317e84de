import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export type ExportFormat = "docx" | "md" | "fountain" | "json";

interface Props {
  readonly formats: readonly ExportFormat[];
  /** Where the file of a format lies; the server names it. */
  readonly fileOf: (format: ExportFormat) => string;
}

/** Takes a document away as a file. */
export function ExportMenu({ formats, fileOf }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconDownload size={16} stroke={1.6} />}
          data-testid="export"
        >
          {t("generation.export.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={fileOf(format)}
            download
            data-testid={`export-${format}`}
          >
            {t(`generation.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
