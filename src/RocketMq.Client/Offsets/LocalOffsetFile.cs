using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>
/// The file that a broadcasting consumer keeps its offsets in, in the Java client's format (java-client reference 1.14): read with a fallback to the
/// copy of the state before, replaced as a whole so that a crash leaves either the old or the new state.
/// </summary>
internal sealed class LocalOffsetFile(string path)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    public string Path { get; } = path;

    public string BackupPath { get; } = path + ".bak";

    private string DraftPath { get; } = path + ".tmp";

    /// <summary>The offsets of a file, or null when it is not there.</summary>
    /// <exception cref="ProtocolException">Its text is torn or foreign.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<IReadOnlyDictionary<MessageQueue, long>?> ReadAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            return null;

        if (new FileInfo(path).Length > MaxBytes)
            throw new ProtocolException($"The offset file {path} is larger than {MaxBytes} bytes, so it is none.");

        byte[] text = await File.ReadAllBytesAsync(path, ct).ConfigureAwait(false);
        return ResetOffsetBody.Parse(text).OffsetTable;
    }

    /// <summary>Replaces the file; the state before stays as the backup.</summary>
    /// <exception cref="IOException">The file could not be written; the state before is still there.</exception>
    public async ValueTask WriteAsync(IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken ct)
    {
        byte[] text = new ResetOffsetBody { OffsetTable = offsets }.ToUtf8Bytes();
        FileStream draft = new(DraftPath, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (draft.ConfigureAwait(false))
        {
            await draft.WriteAsync(text, ct).ConfigureAwait(false);
            // Without it the name could point to the new file before its bytes are on the disk.
            draft.Flush(flushToDisk: true);
        }

        if (File.Exists(Path))
            File.Replace(DraftPath, Path, BackupPath);
        else
            File.Move(DraftPath, Path);
    }
}
