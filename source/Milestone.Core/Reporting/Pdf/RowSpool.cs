using System.Text;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>A cell as the page shows it.</summary>
/// <param name="Text">Its words or figures.</param>
/// <param name="Width">Their width in ems, in the face of the row.</param>
internal readonly record struct SpooledCell(string Text, float Width);

/// <summary>A row as the page shows it.</summary>
internal readonly record struct SpooledRow(RowKind Kind, int Level, SpooledCell[] Cells);

/// <summary>
/// Keeps the rows while the pages are counted: page 1 says "of 200". A few pages' worth stays in memory, a longer report goes to a
/// temporary file that vanishes with the spool; where no file can be made, memory has to do.
/// </summary>
internal sealed class RowSpool(int columns) : IDisposable
{
    private const int MostInMemory = 2 * 1024 * 1024;
    private Stream store = new MemoryStream();
    private BinaryWriter? writer;
    private bool isFixed;

    /// <summary>Adds a row.</summary>
    public void Add(SpooledRow row)
    {
        writer ??= new BinaryWriter(store, Encoding.UTF8, leaveOpen: true);
        writer.Write((byte)row.Kind);
        writer.Write((byte)Math.Clamp(row.Level, 0, byte.MaxValue));
        foreach (var cell in row.Cells)
        {
            writer.Write(cell.Text);
            if (cell.Text.Length > 0)
                writer.Write(cell.Width);
        }

        if (!isFixed && store.Position > MostInMemory)
            MoveToFile();
    }

    /// <summary>The rows from the first; one reading at a time.</summary>
    public IEnumerable<SpooledRow> Read()
    {
        writer?.Flush();
        var end = store.Length;
        store.Position = 0;
        using var reader = new BinaryReader(store, Encoding.UTF8, leaveOpen: true);
        while (store.Position < end)
        {
            var kind = (RowKind)reader.ReadByte();
            var level = reader.ReadByte();
            var cells = new SpooledCell[columns];
            for (var i = 0; i < columns; i++)
            {
                var text = reader.ReadString();
                cells[i] = new SpooledCell(text, text.Length > 0 ? reader.ReadSingle() : 0);
            }

            yield return new SpooledRow(kind, level, cells);
        }
    }

    public void Dispose()
    {
        writer?.Dispose();
        store.Dispose();
    }

    private void MoveToFile()
    {
        isFixed = true;
        writer?.Dispose();
        try
        {
            var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 64 * 1024,
            });
            store.Position = 0;
            store.CopyTo(file);
            store.Dispose();
            store = file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            store.Position = store.Length;
        }

        writer = new BinaryWriter(store, Encoding.UTF8, leaveOpen: true);
    }
}
