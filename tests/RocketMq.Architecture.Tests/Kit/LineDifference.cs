namespace RocketMq.Architecture.Tests.Kit;

internal static class LineDifference
{
    /// <summary>
    /// Lines that went (<c>-</c>) and came (<c>+</c>), each under the unindented line it belongs to; order within a listing is fixed,
    /// so comparing the sets is enough.
    /// </summary>
    public static IReadOnlyList<string> Between(IEnumerable<string> before, IEnumerable<string> after)
    {
        string[] old = [.. Qualify(before)];
        string[] @new = [.. Qualify(after)];
        return
        [
            .. old.Except(@new, StringComparer.Ordinal).Select(line => "- " + line),
            .. @new.Except(old, StringComparer.Ordinal).Select(line => "+ " + line),
        ];
    }

    private static IEnumerable<string> Qualify(IEnumerable<string> lines)
    {
        string owner = "";
        foreach (string line in lines)
        {
            bool isMember = line.StartsWith(' ');
            if (!isMember)
                owner = line.Split([" : ", " where "], StringSplitOptions.None)[0];
            yield return isMember ? $"{owner} ::{line}" : line;
        }
    }
}
