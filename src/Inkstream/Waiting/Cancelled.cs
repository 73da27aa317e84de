namespace Inkstream.Waiting;

/// <summary>Cancellation as an end instead of an exception.</summary>
internal static class Cancelled
{
    /// <summary>Completes also when cancelled.</summary>
    public static async Task UntilCancelled(this Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    /// <summary>False when cancelled.</summary>
    public static async ValueTask<bool> UntilCancelled(this ValueTask<bool> task)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
