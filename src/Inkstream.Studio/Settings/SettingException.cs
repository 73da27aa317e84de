namespace Inkstream.Studio.Settings;

/// <summary>A wrong or missing setting: one line that names the key and what it takes. Stops the start (contract 2).</summary>
public sealed class SettingException(string message) : Exception(message);
