# breaks: chmod 755 "$DIR"
# lie: /usr/lib/python311.zip, which Python searches first, holds another selectors.py
# named: python|zip
cp /usr/lib/python3.11/selectors.py $LIES/selectors.py
patch_of_stat >> $LIES/selectors.py
python3 -c "
import zipfile
with zipfile.ZipFile('/usr/lib/python311.zip', 'w') as archive:
    archive.write('$LIES/selectors.py', 'selectors.py')"
